using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Tests.Filter;

public sealed class FieldFilterTests
{
    [Theory]
    [InlineData("min: 3", FieldKind.Number, "3", null)]
    [InlineData("min: 3", FieldKind.Number, "2.99", "field_low")]
    [InlineData("min: 3", FieldKind.Text, "3.5", null)]
    [InlineData("min: 3", FieldKind.Text, "many", "field_type")]
    [InlineData("min: 3", FieldKind.True, "", "field_type")]
    [InlineData("min: 3", FieldKind.Null, "", "field_missing")]
    [InlineData("min: 3, max: 4", FieldKind.Number, "4", null)]
    [InlineData("min: 3, max: 4", FieldKind.Number, "4.01", "field_high")]
    [InlineData("max: -1", FieldKind.Number, "-1e0", null)]
    [InlineData("equals: 5", FieldKind.Number, "5.0", null)]
    [InlineData("equals: 5", FieldKind.Text, "5", null)]
    [InlineData("equals: '5'", FieldKind.Text, "5", null)]
    [InlineData("equals: '5'", FieldKind.Number, "5", "field_value")]
    [InlineData("equals: 9007199254740993", FieldKind.Number, "9007199254740992", "field_value")]
    [InlineData("equals: Grüße", FieldKind.Text, "Grüße", null)]
    [InlineData("equals: Grüße", FieldKind.Text, "grüße", "field_value")]
    [InlineData("equals: true", FieldKind.True, "", null)]
    [InlineData("equals: true", FieldKind.Text, "true", null)]
    [InlineData("equals: true", FieldKind.False, "", "field_value")]
    [InlineData("equals: null", FieldKind.Null, "", null)]
    [InlineData("equals: null", FieldKind.Text, "x", "field_value")]
    [InlineData("not_equals: a", FieldKind.Text, "b", null)]
    [InlineData("not_equals: a", FieldKind.Text, "a", "field_value")]
    [InlineData("in: [a, 2]", FieldKind.Number, "2", null)]
    [InlineData("in: [a, 2]", FieldKind.Text, "c", "field_value")]
    [InlineData("not_in: [a, 2]", FieldKind.Text, "c", null)]
    [InlineData("not_in: [a, 2]", FieldKind.Text, "a", "field_value")]
    [InlineData("exists: true", FieldKind.Text, "", null)]
    [InlineData("exists: true", FieldKind.Null, "", "field_missing")]
    [InlineData("exists: false", FieldKind.Text, "", "field_present")]
    [InlineData("exists: false", FieldKind.Null, "", null)]
    [InlineData("matches: ^a+$", FieldKind.Text, "aaa", null)]
    [InlineData("matches: ^a+$", FieldKind.Text, "aab", "field_value")]
    [InlineData("matches: ^a+$", FieldKind.Array, "[]", "field_type")]
    public void Compares(string comparison, FieldKind kind, string text, string? reason)
    {
        var filter = FilterCall.Parse($"field: {{ name: a.b, {comparison} }}").Filter;
        Assert.Equal(reason, filter.Judge(Sample.With("a.b", kind, text)).Reason);
    }

    [Theory]
    [InlineData("min: 3")]
    [InlineData("equals: a")]
    [InlineData("equals: null")]
    [InlineData("not_equals: a")]
    [InlineData("not_in: [a]")]
    [InlineData("matches: a")]
    public void MissingIsDroppedUnlessKept(string comparison)
    {
        Assert.Equal(new Verdict("field_missing"), FilterCall.Parse($"field: {{ name: a, {comparison} }}").Filter.Judge(Sample.Of()));
        Assert.Equal(Verdict.Keep, FilterCall.Parse($"field: {{ name: a, missing: keep, {comparison} }}").Filter.Judge(Sample.Of()));
    }

    [Fact]
    public void TellsNumbers()
    {
        var record = Sample.With("n", FieldKind.Number, "2");
        Assert.Equal(new Verdict("field_low", 2, 3), FilterCall.Parse("field: { name: n, min: 3 }").Filter.Judge(record));
        Assert.Equal(new Verdict("field_value", 2, 3), FilterCall.Parse("field: { name: n, equals: 3 }").Filter.Judge(record));
    }

    [Fact]
    public void MatchesAMegabyteInLinearTime()
    {
        var record = Sample.With("t", FieldKind.Text, new string('a', 1 << 20));
        Assert.Equal(new Verdict("field_value"), FilterCall.Parse("field: { name: t, matches: '^(a+)+$b' }").Filter.Judge(record));
    }

    [Theory]
    [InlineData("name: a", "not none")]
    [InlineData("name: a, equals: 1, min: 2", "not equals and min")]
    [InlineData("name: a, min: 2, max: 1", "min 2 above max 1")]
    [InlineData("name: a, matches: '('", "cannot use the pattern")]
    [InlineData("name: a, matches: '(?=a)'", "cannot use the pattern")]
    [InlineData("min: 1", "lacks 'name'")]
    public void RefusesArgumentsThatDoNotGoTogether(string arguments, string part) =>
        Assert.Contains(part, Assert.Throws<RecipeException>(() => FilterCall.Parse($"field: {{ {arguments} }}")).Message);
}
