using System.Text;
using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Tests.Support;
using Cuvee.Tokens;

namespace Cuvee.Tests.Tokens;

public sealed class ChatTemplateTests
{
    private static readonly Turn[] Chat =
    [
        new(Role.System, Utf8.Of("Be kind.")), new(Role.User, Utf8.Of(" Hi ")), new(Role.Assistant, Utf8.Of("Hello"), Thinking: Utf8.Of("hm")), new(Role.User, Utf8.Of("Bye")), new(Role.Assistant, Utf8.Of("Ciao")),
    ];

    [Theory]
    [InlineData("plain", "Be kind.\n Hi \nhm\nHello\nBye\nCiao")]
    [InlineData("chatml", "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\n Hi <|im_end|>\n<|im_start|>assistant\n<think>\nhm\n</think>\n\nHello<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\nCiao<|im_end|>\n")]
    [InlineData("llama3", "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe kind.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n<think>\nhm\n</think>\n\nHello<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nBye<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nCiao<|eot_id|>")]
    [InlineData("mistral", "<s>[INST] Be kind.\n\n Hi  [/INST] <think>\nhm\n</think>\n\nHello</s>[INST] Bye [/INST] Ciao</s>")]
    [InlineData("gemma", "<bos><start_of_turn>user\nBe kind.\n\nHi<end_of_turn>\n<start_of_turn>model\n<think>\nhm\n</think>\n\nHello<end_of_turn>\n<start_of_turn>user\nBye<end_of_turn>\n<start_of_turn>model\nCiao<end_of_turn>\n")]
    public void Named_templates_render_a_conversation(string name, string text) => Assert.Equal(text, Render(ChatTemplate.Load(name, "/"), Chat));

    [Theory]
    [InlineData("{% for m in messages %}{{ '<|' + m.role + '|>\\n' + m['content'] | trim + eos_token }}\n{% endfor %}", "<|system|>\nBe kind.</s>\n<|user|>\nHi</s>\n<|assistant|>\nHello</s>\n<|user|>\nBye</s>\n<|assistant|>\nCiao</s>\n")]
    [InlineData("{%- set ns = namespace(n=0) -%}\n{%- for m in messages if m.role == 'user' -%}{%- set ns.n = ns.n + m.content|length -%}{%- endfor -%}\n{{- ns.n }}", "7")]
    [InlineData("{%- macro say(m, end='.') %}{{ m.role[0] ~ end }}{% endmacro -%}\n{% for m in messages[1:] -%}\n  {{ say(m, end=loop.last and '!' or ',') -}}\n{% endfor %}", "u,a,u,a!")]
    [InlineData("{% if messages[0]['role'] == 'system' %}{% set s = messages[0].content %}{% set rest = messages[1:] %}{% else %}{% set rest = messages %}{% endif %}{{ s }}|{{ rest|length }}|{{ loop is defined }}", "Be kind.|4|False")]
    [InlineData("{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | join('/') }}{# gone #}", " Hi /Bye")]
    [InlineData("{{ messages[-1].content.upper() }} {{ 7 // 2 }} {{ 7 % 2 == 1 }} {{ -1 + 3 * 2 }} {{ 'a' in 'cat' and 'x' not in ['y'] }} {{ none is none }} {{ undefined_thing is not defined }}", "CIAO 3 True 5 True True True")]
    [InlineData("{{ {'a': [1, 2.5, true, none], 'é\"': '<'} | tojson }} {{ [1, 'x'] }} {{ 'a,b'.split(',')[1] }} {{ ' x '.strip() }} {{ messages[2].reasoning_content | default('-') }} {{ messages[1].reasoning_content | default('-') }}", "{\"a\": [1, 2.5, true, null], \"é\\\"\": \"<\"} [1, 'x'] b x hm -")]
    [InlineData("{% for m in messages %}{% if loop.index0 == 3 %}{% break %}{% elif m.role == 'system' %}{% continue %}{% else %}{{ loop.index }}{% endif %}{% else %}none{% endfor %}\n    {% set x %}[{{ 'b' if tools else 'c' }}]{% endset %}{{ x }}", "23[c]")]
    [InlineData("{% generation %}{{ range(2, 8, 3) | list }}{% endgeneration %}{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}", "[2, 5]a=1")]
    [InlineData("{{ ['brave', 'code_interpreter', 'x'] | reject('equalto', 'code_interpreter') | join(', ') }} {{ [1, 'a', none] | select('string') | list }} {{ [0, 2] | select | list }}", "brave, x ['a'] [2]")]
    [InlineData("{{ {'a': [1, 'é']} | tojson(separators=(',', ':'), ensure_ascii=false) }} {{ [1] | tojson(indent=1) }}", "{\"a\":[1,\"é\"]} [\n 1\n]")]
    [InlineData("{{ 'a\n\nb' | indent(2) }}|{{ 'a\n\nb' | indent(1, true) }}|{{ 'a\n\nb\n' | indent(1, blank=true) }}", "a\n\n  b| a\n\n b|a\n \n b\n ")]
    [InlineData(@"{{ '\u00e9\x41\U0001F600\101\d\\n\'' }}", "éA😀A\\d\\n'")]
    [InlineData("{{ 'a\r\nb\n'.splitlines() }} {{ 'banana'.count('an') }} {{ 'abc'.startswith(('x', 'ab')) }} {{ 'abc'.endswith(('x', 'ab')) }}", "['a', 'b'] 2 True False")]
    public void Jinja_templates_render_as_jinja_does(string template, string text)
    {
        using var workspace = new Workspace();
        workspace.Write("tokenizer_config.json", $$"""{"chat_template": {{System.Text.Json.JsonSerializer.Serialize(template)}}, "eos_token": {"content": "</s>"} }""");
        Assert.Equal(text, Render(ChatTemplate.Load("tokenizer_config.json", workspace.Folder), Chat));
    }

    [Fact]
    public void A_template_may_refuse_a_conversation()
    {
        using var workspace = new Workspace();
        workspace.Write("t.jinja", "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}{% endif %}{{ m.content }}{% endfor %}");
        var template = ChatTemplate.Load("t.jinja", workspace.Folder);
        Assert.Null(Render(template, Chat));
        Assert.Equal(" Hi Hello", Render(template, Chat.AsSpan()[1..3]));
    }

    [Theory]
    [InlineData("{% for m in messages %}", "line 1: 'endfor' is missing")]
    [InlineData("\n{{ x | shuffle }}", "line 2: the filter 'shuffle' is not supported")]
    [InlineData("{% include 'x' %}", "line 1: the statement 'include' is not supported")]
    [InlineData("{{ 'a }}", "line 1: a string does not end")]
    [InlineData("{{ a + }}", "line 1: something is missing before the end of the tag")]
    [InlineData("{{ a is prime }}", "line 1: the test 'prime' is not supported")]
    [InlineData("{{ [1] | select('prime') }}", "line 1: the test 'prime' is not supported")]
    [InlineData("{{ [1] | reject('equalto') }}", "line 1: the test 'equalto' does not take 0 arguments")]
    [InlineData("{{ [1] | map('shuffle') }}", "line 1: the filter 'shuffle' is not supported")]
    [InlineData("{{ x | tojson(sort_keys=true) }}", "line 1: the argument 'sort_keys' of the filter 'tojson' is not supported")]
    [InlineData("{{ x.\nformat(1) }}", "line 2: the method 'format' is not supported")]
    [InlineData("{{ x.split() | first }}{{ x.split(maxsplit=1) }}", "line 1: arguments with a name are not supported for the method 'split'")]
    [InlineData("{{ '%s' % x }}", "line 1: '%' behind a text is not supported; join its parts with '~'")]
    [InlineData("{{ 1 < x < 3 }}", "line 1: a chain of comparisons is not supported; join two with 'and'")]
    [InlineData(@"{{ '\u12' }}", @"line 1: the escape '\u' in a string is not complete")]
    public void Mistakes_in_a_template_are_named_with_their_line(string template, string problem)
    {
        using var workspace = new Workspace();
        workspace.Write("t.jinja", template);
        var message = Assert.Throws<CuveeException>(() => ChatTemplate.Load("t.jinja", workspace.Folder)).Message;
        Assert.StartsWith($"t.jinja: the chat template cannot be used: {problem}; change it", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", "1", ")", 198)]
    [InlineData("not ", "1", "", 199)]
    [InlineData("", "1", " ~ 1", 199)]
    [InlineData("", "x", " | trim", 199)]
    public void Expressions_stand_in_each_other_up_to_a_bound(string before, string middle, string after, int most)
    {
        Assert.Null(ProblemOf("{{ " + Nested(before, middle, after, most) + " }}"));
        foreach (var count in (int[])[202, 20_000]) Assert.StartsWith("t.jinja: the chat template cannot be used: line 1: more than 200 expressions stand in each other;", ProblemOf("{{ " + Nested(before, middle, after, count) + " }}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_stand_in_each_other_up_to_a_bound()
    {
        Assert.Null(ProblemOf(Nested("{% if 1 %}", "x", "{% endif %}", 199)));
        foreach (var count in (int[])[200, 20_000]) Assert.StartsWith("t.jinja: the chat template cannot be used: line 1: more than 200 statements stand in each other;", ProblemOf(Nested("{% if 1 %}", "x", "{% endif %}", count)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% set ns = namespace(s='a') %}{% for i in range(N) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s | length }}", 20, 40)]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(N) %}{% set ns.l = ns.l + ns.l %}{% endfor %}{{ ns.l | length }}", 15, 40)]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(N) %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}", 190, 20000)]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(N) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}", 10, 40)]
    [InlineData("{% for i in range(N) %}{% for j in range(N) %}{% endfor %}{% endfor %}", 900, 100000)]
    [InlineData("{% for i in range(N) %}{% set x = range(100000) %}{% endfor %}", 500, 100000)]
    [InlineData("{% set l = [] %}{% for i in range(N) %}{% set _ = l.append(l) %}{% endfor %}{{ l }}", 0, 1)]
    [InlineData("{{ 'ab' * N }}", 1000, 100000000)]
    public void A_template_that_swells_or_never_ends_refuses(string template, int most, int tooMany)
    {
        using var workspace = new Workspace();
        string? Rendered(int count)
        {
            workspace.Write("t.jinja", template.Replace("N", count.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
            return Render(ChatTemplate.Load("t.jinja", workspace.Folder), Chat);
        }

        Assert.NotNull(Rendered(most));
        Assert.Null(Rendered(tooMany));
    }

    [Fact]
    public void A_template_that_is_not_there_is_named_as_the_recipe_names_it()
    {
        using var workspace = new Workspace();
        workspace.Write("c.json", "{}");
        Assert.StartsWith("gone.jinja: cannot read the chat template: Could not find file 'gone.jinja'; name plain", Assert.Throws<CuveeException>(() => ChatTemplate.Load("gone.jinja", workspace.Folder)).Message, StringComparison.Ordinal);
        Assert.StartsWith("c.json: not a tokenizer_config.json with a 'chat_template' ('chat_template' is missing);", Assert.Throws<CuveeException>(() => ChatTemplate.Load("c.json", workspace.Folder)).Message, StringComparison.Ordinal);
    }

    private static string Nested(string before, string middle, string after, int count) =>
        string.Concat(Enumerable.Repeat(before, count)) + middle + string.Concat(Enumerable.Repeat(after, count));

    private static string? ProblemOf(string template)
    {
        using var workspace = new Workspace();
        workspace.Write("t.jinja", template);
        try
        {
            Render(ChatTemplate.Load("t.jinja", workspace.Folder), Chat);
            return null;
        }
        catch (CuveeException exception)
        {
            return exception.Message;
        }
    }

    private static string? Render(ChatTemplate template, ReadOnlySpan<Turn> turns)
    {
        var target = new ByteBuffer();
        return template.Render(turns, default, target) ? Encoding.UTF8.GetString(target.Written) : null;
    }
}
