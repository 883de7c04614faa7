using Cuvee.Decontaminate;
using Cuvee.Recipes;

namespace Cuvee.Tests.Decontaminate;

public sealed class ContaminationRuleTests
{
    private const int MaxWords = 2_000;

    [Fact]
    public void A_share_is_reached_exactly()
    {
        var wrong = new List<string>();
        for (var percent = 1; percent <= 100; percent++)
        {
            var rule = Rule(percent / 100m, percent / 100m);
            for (var words = 1; words <= MaxWords; words++)
            {
                // Rounded up: the fewest words that are the share
                var enough = ((percent * words) + 99) / 100;
                if (!rule.Holds(PartKind.Question, words, enough, longest: 0) && enough >= Math.Min(13, words)) wrong.Add($"{enough} of {words} are {percent} %");
                if (rule.Holds(PartKind.Question, words, enough - 1, longest: 0)) wrong.Add($"{enough - 1} of {words} are not {percent} %");
                if (!rule.Holds(PartKind.Answer, words, enough, longest: 13)) wrong.Add($"{enough} of {words} of an answer are {percent} %");
                if (rule.Holds(PartKind.Answer, words, enough - 1, longest: 13)) wrong.Add($"{enough - 1} of {words} of an answer are not {percent} %");
            }
        }

        Assert.Equal([], wrong);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(100_999, 100)]
    [InlineData(101_000, 101)]
    [InlineData(1_000_000_000_000, 1_000_000_000)]
    public void Texts_are_frequent_above_a_thousandth(long records, long frequentFrom) => Assert.Equal(frequentFrom, new ContaminationRule().FrequentFrom(records));

    private static ContaminationRule Rule(decimal share, decimal answerShare) => new DecontaminateRule
    {
        Mark = default,
        Against = [],
        WordsPerNgram = 8,
        Share = share,
        AnswerShare = answerShare,
        Longest = 50,
    }.Limits;
}
