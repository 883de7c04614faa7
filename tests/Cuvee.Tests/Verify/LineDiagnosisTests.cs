using Cuvee.Verify;

namespace Cuvee.Tests.Verify;

public sealed class LineDiagnosisTests
{
    [Theory]
    [InlineData("1234", "1234", null)]
    [InlineData("", "", null)]
    [InlineData("1204", "1294", null)]
    [InlineData("1234", "134", "line 2 was removed @2")]
    [InlineData("1234", "123", "line 4 was removed @4")]
    [InlineData("1234", "12934", "line 3 was added @3")]
    [InlineData("1234", "12344", "line 5 was added, a copy of line 4 @5")]
    [InlineData("1234", "1432", "lines 2 and 4 are swapped @2")]
    [InlineData("1234", "1934", "1 of 4 lines differ from the ledger, line 2 first @2")]
    [InlineData("1234", "1943", "3 of 4 lines differ from the ledger, line 2 first @2")]
    [InlineData("123456", "129", "cut off in line 3: 3 of 6 lines are left @3")]
    [InlineData("123456", "", "cut off in line 1: 0 of 6 lines are left @1")]
    [InlineData("12", "1256", "2 lines were added behind line 2 @3")]
    [InlineData("123456", "9256", "4 lines instead of 6, and line 1 is the first that differs @1")]
    public void SaysWhatHappened(string expected, string found, string? answer)
    {
        var diagnosis = LineDiagnosis.Describe([.. expected.Select(digit => (ulong)(digit - '0'))], [.. found.Select(digit => (ulong)(digit - '0'))]);
        Assert.Equal(answer, diagnosis is var (clause, line) ? $"{clause} @{line}" : null);
    }
}
