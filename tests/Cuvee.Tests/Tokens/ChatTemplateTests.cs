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
    public void Mistakes_in_a_template_are_named_with_their_line(string template, string problem)
    {
        using var workspace = new Workspace();
        workspace.Write("t.jinja", template);
        var message = Assert.Throws<CuveeException>(() => ChatTemplate.Load("t.jinja", workspace.Folder)).Message;
        Assert.StartsWith($"t.jinja: the chat template cannot be used: {problem}; change it", message, StringComparison.Ordinal);
    }

    private static string? Render(ChatTemplate template, ReadOnlySpan<Turn> turns)
    {
        var target = new ByteBuffer();
        return template.Render(turns, default, target) ? Encoding.UTF8.GetString(target.Written) : null;
    }
}
