namespace Cuvee.Ingest;

/// <summary>Finds the character between the fields of a delimited file.</summary>
internal static class CsvDelimiter
{
    /// <summary>In the order of preference where two explain a file equally well.</summary>
    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>
    /// The delimiter under which most records of a sample have as many fields as the header, and of equals the one with most fields;
    /// fields are at least 2, or the result is a comma with 1 field.
    /// </summary>
    /// <param name="sample">The beginning of the file.</param>
    /// <param name="isWhole">True when the sample is all of it; else its last record may be cut and does not count.</param>
    public static CsvDialect Detect(ReadOnlySpan<byte> sample, bool isWhole)
    {
        var best = new CsvDialect(',', Fields: 1, Records: 0, FittingRecords: 0);
        foreach (var candidate in Candidates)
        {
            var dialect = Try(candidate, sample, isWhole);
            var isBetter = best.Fields == 1 || (dialect.FittingShare, dialect.Fields).CompareTo((best.FittingShare, best.Fields)) > 0;
            if (dialect.Fields > 1 && isBetter) best = dialect;
        }
        return best;
    }

    private static CsvDialect Try(byte delimiter, ReadOnlySpan<byte> sample, bool isWhole)
    {
        var scanner = new CsvScanner(delimiter);
        int fields = 0, records = 0, fitting = 0;
        while (scanner.Read(sample, isWhole))
        {
            var isBlank = scanner.Fields is [{ IsQuoted: false }] && JsonWhiteSpace.IsBlank(sample[..scanner.RecordLength]);
            if (!isBlank && fields == 0)
            {
                fields = scanner.Fields.Count;
            }
            else if (!isBlank)
            {
                records++;
                if (scanner.Error is null && scanner.Fields.Count == fields) fitting++;
            }
            sample = sample[scanner.RecordLength..];
            scanner.StartRecord();
        }
        return new CsvDialect((char)delimiter, fields, records, fitting);
    }
}
