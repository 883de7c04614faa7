using Cuvee.Mix;
using Cuvee.Model;

namespace Cuvee.Tests.Mix;

public sealed class QuotasTests
{
    private static MixRequest Request(params MixValue[] values) => new("recipe.yaml:31:7", [.. values]);

    private static MixRequest Experts(long expert, long code, long synthetic) =>
        Request(new("veran_expert", expert, 60), new("code_pool", code, 15), new("synthetic", synthetic, 25));

    private static string Error(MixRequest request) => Assert.Throws<CuveeException>(() => Quotas.Compute(request)).Message;

    [Fact]
    public void An_anchor_is_kept_whole_and_the_others_follow()
    {
        var quotas = Quotas.Compute(Request(new("expert", 281, 60), new("code", 117, 25), new("synthetic", 500, 15)) with { Anchor = 0 });
        Assert.Equal([new("expert", 281, 281, 281), new("code", 117, 117, 117), new("synthetic", 70, 70, 70)], quotas);
    }

    [Fact]
    public void An_anchor_may_stand_anywhere()
    {
        var quotas = Quotas.Compute(Request(new("code", 1000, 25), new("expert", 36, 60)) with { Anchor = 1 });
        Assert.Equal([new("code", 15, 15, 15), new("expert", 36, 36, 36)], quotas);
    }

    [Fact]
    public void A_shortage_beside_an_anchor_fails_by_default_and_says_what_would_do()
    {
        Assert.Equal(
            "recipe.yaml:31:7: synthetic has 812 records, 1,250 are asked: the largest total that keeps the shares is 3,250 "
            + "(veran_expert 1,950, code_pool 488, synthetic 812); ask for that total instead of the anchor, or use shortage accept or repeat",
            Error(Experts(3_000, 750, 812) with { Anchor = 0 }));
    }

    [Fact]
    public void A_shortage_beside_an_anchor_may_be_accepted_or_repeated()
    {
        var request = Experts(60, 15, 10) with { Anchor = 0 };
        Assert.Equal(
            [new("veran_expert", 60, 60, 60), new("code_pool", 15, 15, 15), new("synthetic", 25, 10, 10)],
            Quotas.Compute(request with { Shortage = Shortage.Accept }));
        Assert.Equal(15, Quotas.Compute(request with { Shortage = Shortage.Accept })[2].Shortfall);
        Assert.Equal(
            [new("veran_expert", 60, 60, 60), new("code_pool", 15, 15, 15), new("synthetic", 25, 10, 25)],
            Quotas.Compute(request with { Shortage = Shortage.Repeat }));
        Assert.Equal(0, Quotas.Compute(request with { Shortage = Shortage.Repeat })[2].Shortfall);
    }

    [Fact]
    public void An_anchor_cannot_shrink_nor_be_empty()
    {
        Assert.Equal(
            "recipe.yaml:31:7: all of the anchor is kept, so nothing can shrink; use a total, or shortage fail, accept or repeat",
            Error(Experts(1, 1, 1) with { Anchor = 0, Shortage = Shortage.Shrink }));
        Assert.Equal(
            "recipe.yaml:31:7: the anchor veran_expert has nothing to keep; choose another anchor or a total",
            Error(Experts(0, 1, 1) with { Anchor = 0, Shortage = Shortage.Accept }));
    }

    [Fact]
    public void A_total_that_fits_is_apportioned_exactly()
    {
        var quotas = Quotas.Compute(Request(new("a", 250_000, 50), new("b", 125_000, 25), new("c", 125_000, 25)) with { Total = 500_000 });
        Assert.Equal([new("a", 250_000, 250_000, 250_000), new("b", 125_000, 125_000, 125_000), new("c", 125_000, 125_000, 125_000)], quotas);
    }

    [Fact]
    public void A_total_that_does_not_fit_shrinks_by_default()
    {
        var request = Request(new("a", 250_000, 50), new("b", 124_999, 25), new("c", 125_000, 25)) with { Total = 500_000 };
        // 499,998 asks for 249,999, 124,999.5 and 124,999.5; the earlier of the two equal remainders would need one more than there is. 499,997 rounds to
        // 249,999 (remainder .5 first by order), 124,999, 124,999.
        Assert.Equal([new("a", 249_999, 249_999, 249_999), new("b", 124_999, 124_999, 124_999), new("c", 124_999, 124_999, 124_999)], Quotas.Compute(request));
    }

    [Fact]
    public void A_total_that_does_not_fit_may_fail_be_accepted_or_repeated()
    {
        var request = Experts(60, 15, 10) with { Total = 100 };
        Assert.Equal(
            "recipe.yaml:31:7: synthetic has 10 records, 25 are asked: the largest total that keeps the shares is 41 "
            + "(veran_expert 25, code_pool 6, synthetic 10); ask for that total, or use shortage shrink, accept or repeat",
            Error(request with { Shortage = Shortage.Fail }));
        Assert.Equal(15, Quotas.Compute(request with { Shortage = Shortage.Accept })[2].Shortfall);
        Assert.Equal(
            [new("veran_expert", 60, 60, 60), new("code_pool", 15, 15, 15), new("synthetic", 25, 10, 25)],
            Quotas.Compute(request with { Shortage = Shortage.Repeat, MaxCopies = 3 }));
    }

    [Fact]
    public void Repeats_are_bounded()
    {
        Assert.Equal(
            "recipe.yaml:31:7: synthetic has 10 records to emit at most 2 times each, 25 are asked: the largest total that keeps the shares is 81 "
            + "(veran_expert 49, code_pool 12, synthetic 20); raise max, ask for that total, or use shortage shrink or accept",
            Error(Experts(60, 15, 10) with { Total = 100, Shortage = Shortage.Repeat, MaxCopies = 2 }));
    }

    [Fact]
    public void Without_anchor_and_total_the_largest_total_is_taken()
    {
        Assert.Equal(
            [new("veran_expert", 1_950, 1_950, 1_950), new("code_pool", 488, 488, 488), new("synthetic", 812, 812, 812)],
            Quotas.Compute(Experts(3_000, 750, 812)));
        Assert.Equal([new("only", 7, 7, 7)], Quotas.Compute(Request(new MixValue("only", 7, 33.333333m))));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(10, null)]
    [InlineData(10, Shortage.Fail)]
    [InlineData(10, Shortage.Repeat)]
    public void A_value_without_records_has_no_share_to_keep(int? total, Shortage? shortage)
    {
        var message = Error(Experts(60, 15, 0) with { Total = total, Shortage = shortage });
        Assert.EndsWith("synthetic has no records, so no total keeps the shares; add records or take it out of the shares", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_records_can_be_accepted()
    {
        Assert.Equal(
            [new("veran_expert", 6, 6, 6), new("code_pool", 2, 2, 2), new("synthetic", 2, 0, 0)],
            Quotas.Compute(Experts(60, 15, 0) with { Total = 10, Shortage = Shortage.Accept }));
    }

    [Fact]
    public void A_billion_records_are_no_different()
    {
        var quotas = Quotas.Compute(Request(new("a", 4_000_000_000, 66.666667m), new("b", 1_000_000_000, 33.333333m)));
        Assert.Equal([2_000_000_031, 1_000_000_000], quotas.Select(quota => quota.Lines));
    }
}
