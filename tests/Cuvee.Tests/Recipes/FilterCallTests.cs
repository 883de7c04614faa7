using Cuvee.Recipes;

namespace Cuvee.Tests.Recipes;

public sealed class FilterCallTests
{
    [Theory]
    [InlineData("no_tools", "no_tools@1()")]
    [InlineData("{ no_tools: {} }", "no_tools@1()")]
    [InlineData("{ last_turn: assistant }", "last_turn@1(role=assistant)")]
    [InlineData("{ last_turn: { role: assistant } }", "last_turn@1(role=assistant)")]
    [InlineData("{ score: { missing: keep, min: 0.30 } }", "score@1(min=0.3,missing=keep)")]
    [InlineData("{ turns: { max: 40, min: 2 } }", "turns@1(min=2,max=40)")]
    [InlineData("{ field: { name: a.b, in: [x, 'two words', '5', 5.00, 'true', true] } }", """field@1(name=a.b,in=[x,"two words","5",5,"true",true],missing=drop)""")]
    [InlineData("{ field: { name: 'é\"', exists: true } }", """field@1(name="é\"",exists=true,missing=drop)""")]
    public void HasOneCanonicalText(string yaml, string text) => Assert.Equal(text, FilterCall.Parse(yaml).ToString());

    [Theory]
    [InlineData("no_tool", "filter:1:1: unknown filter 'no_tool'; did you mean 'no_tools'?")]
    [InlineData("{ tokns: { max: 1 } }", "filter:1:3: unknown filter 'tokns'; did you mean 'tokens'?")]
    [InlineData("{ tokens: { tokenizer: cl100k_base } }", "filter:1:3: 'tokens' has neither 'min' nor 'max' and would keep everything; add one")]
    [InlineData("{ turns: { mn: 1 } }", "filter:1:12: unknown key 'mn' in 'turns'; did you mean 'min'?")]
    [InlineData("{ turns: { min: 1.5 } }", "filter:1:17: 'min' must be a whole number of at least 0, not '1.5'")]
    [InlineData("turns", "filter:1:1: 'turns' has neither 'min' nor 'max' and would keep everything; add one")]
    [InlineData("{ turns: { min: 3, max: 2 } }", "filter:1:3: 'turns' has min 3 above max 2 and would drop everything; swap them")]
    [InlineData("{ turns: 2 }", "filter:1:10: 'turns' takes no single value; write { turns: { min: 2, max: 40 } }")]
    [InlineData("{ last_turn: asistant }", "filter:1:14: 'last_turn' must be one of assistant, user, tool, system, not 'asistant'; did you mean 'assistant'?")]
    [InlineData("last_turn", "filter:1:1: 'last_turn' lacks 'role'; add role: assistant")]
    [InlineData("{ no_tools: {}, no_images: {} }", "filter:1:1: the filter must name one filter, as in { turns: { min: 2 } }; give each its own item")]
    [InlineData("[no_tools]", "filter:1:1: the filter must be a filter, not a list")]
    public void RefusesWithPlaceAndAdvice(string yaml, string message) => Assert.Equal(message, Assert.Throws<RecipeException>(() => FilterCall.Parse(yaml)).Message);
}
