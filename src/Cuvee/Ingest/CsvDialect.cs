namespace Cuvee.Ingest;

/// <summary>How well a delimiter explains a sample.</summary>
/// <param name="Fields">Number of fields in the header; 0 when the sample holds no whole header.</param>
/// <param name="Records">Records after the header that lie wholly in the sample.</param>
/// <param name="FittingRecords">Those of them with as many fields as the header and sound quotes.</param>
internal readonly record struct CsvDialect(char Delimiter, int Fields, int Records, int FittingRecords)
{
    /// <summary>From 0 to 1; 1 without records.</summary>
    public double FittingShare => Records == 0 ? 1 : (double)FittingRecords / Records;
}
