using System.Text.Json;
using Cuvee.Report;
using Cuvee.Tests.Support;

namespace Cuvee.Tests.Pii;

/// <summary>What a build makes of personal data in every text of a record.</summary>
public sealed class PersonalDataTests : IDisposable
{
    private const string Arguments = """{ "to":  "zed@example.com", "note": "caf\\u00e9", "list": ["x", "ZED@example.com"], "n": 1.50 }""";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_same_value_has_the_same_placeholder_in_all_turns()
    {
        _workspace.WriteLines("a.jsonl", Chat("zed@example.com and ora@example.com", "Mail ZED@example.com or call +1 415 555 0132 or (415) 555-0132"));
        var row = Assert.Single(Build("redact").Rows());
        Assert.Equal(["[EMAIL_1] and [EMAIL_2]", "Mail [EMAIL_1] or call [PHONE_1] or [PHONE_2]"], Contents(row));
    }

    [Fact]
    public void Tool_arguments_stay_as_they_are_but_for_the_values()
    {
        var call = JsonSerializer.Serialize(Arguments);
        _workspace.WriteLines("a.jsonl", $$$"""{"messages":[{"role":"user","content":"go zed@example.com"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1234567890","type":"function","function":{"name":"send","arguments":{{{call}}}}}]}]}""");
        var row = Assert.Single(Build("redact").Rows());
        var function = row.GetProperty("messages")[1].GetProperty("tool_calls")[0];
        Assert.Equal("call_1234567890", function.GetProperty("id").GetString());
        Assert.Equal(Arguments.Replace("zed@example.com", "[EMAIL_1]").Replace("ZED@example.com", "[EMAIL_1]"), function.GetProperty("function").GetProperty("arguments").GetString());
    }

    [Fact]
    public void Reasoning_rejected_answers_parts_and_tools_are_reached()
    {
        _workspace.WriteLines(
            "a.jsonl",
            """{"messages":[{"role":"user","content":[{"type":"text","text":"I am zed@example.com"},{"type":"image_url","image_url":{"url":"https://example.com/4155550132.png"}}]},{"role":"assistant","content":"ok","reasoning_content":"zed@example.com asks"}],"tools":[{"type":"function","function":{"name":"f","description":"as zed@example.com"}}]}""",
            """{"prompt":"hi","chosen":"good","rejected":"write zed@example.com"}""");
        var output = Build("redact");
        var text = string.Concat(Directory.GetFiles(Path.Combine(output.Folder, "data")).Select(File.ReadAllText));
        Assert.DoesNotContain("zed@", text);
        Assert.Contains("""{"type":"text","text":"I am [EMAIL_1]"},{"type":"image_url","image_url":{"url":"https://example.com/4155550132.png"}}""", text);
        Assert.Contains("\"reasoning_content\":\"[EMAIL_1] asks\"", text);
        Assert.Contains("\"description\":\"as [EMAIL_1]\"", text);
        Assert.Equal([("scrubbed", "pii_email"), ("scrubbed", "pii_email")], Ledger(output).Select(row => (Status(row), Assert.Single(row.Changes).Rule)));
    }

    [Fact]
    public void Keys_of_arguments_and_names_of_speakers_are_reached()
    {
        _workspace.WriteLines(
            "a.jsonl",
            """{"messages":[{"role":"user","name":"zed@example.com","content":"go"},{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":"{\"owners\":{\"ora@example.com\":\"zed@example.com\"}}"}}]}]}""");
        var messages = Assert.Single(Build("redact").Rows()).GetProperty("messages");
        Assert.Equal("[EMAIL_1]", messages[0].GetProperty("name").GetString());
        Assert.Equal("""{"owners":{"[EMAIL_2]":"[EMAIL_1]"}}""", messages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
    }

    [Fact]
    public void The_result_of_a_tool_stays_json()
    {
        _workspace.WriteLines(
            "a.jsonl",
            """{"messages":[{"role":"user","content":"go"},{"role":"assistant","content":"ok"},{"role":"tool","content":"{\"mail\":\"zed@example.com\",\"card\":4111111111111111}"},{"role":"assistant","content":"done"}]}""");
        var output = Build("redact");
        Assert.Equal("""{"mail":"[EMAIL_1]","card":4111111111111111}""", Assert.Single(output.Rows()).GetProperty("messages")[2].GetProperty("content").GetString());
        Assert.Equal("requires_review", Status(Assert.Single(Ledger(output))));
    }

    [Fact]
    public void A_placeholder_that_stands_in_the_record_is_not_given_again()
    {
        _workspace.WriteLines("a.jsonl", Chat("already [EMAIL_3] here, and zed@example.com", "[EMAIL_x] and ora@example.com"));
        Assert.Equal(["already [EMAIL_3] here, and [EMAIL_4]", "[EMAIL_x] and [EMAIL_5]"], Contents(Assert.Single(Build("redact").Rows())));
    }

    [Fact]
    public void A_rejected_answer_is_emitted_redacted()
    {
        _workspace.WriteLines("a.jsonl", """{"prompt":"hi","chosen":"good","rejected":"write zed@example.com"}""");
        var row = Assert.Single(Build("redact", output: "{ format: preference }").Rows());
        Assert.Equal("write [EMAIL_1]", row.GetProperty("rejected")[0].GetProperty("content").GetString());
    }

    [Fact]
    public void An_instruction_changes_with_its_turn()
    {
        _workspace.WriteLines("a.jsonl", """{"instruction":"Ask zed@example.com","input":"and ora@example.com","output":"done"}""");
        var row = Assert.Single(Build("redact", output: "{ format: alpaca }").Rows());
        Assert.Equal(("Ask [EMAIL_1]", "and [EMAIL_2]", "done"), (row.GetProperty("instruction").GetString(), row.GetProperty("input").GetString(), row.GetProperty("output").GetString()));
    }

    [Fact]
    public void Drop_drops_with_a_reason_before_the_filters()
    {
        _workspace.WriteLines("a.jsonl", Chat("zed@example.com ora@example.com", ""), Chat("plain", "fine"));
        var output = Build("drop", more: "filters: [has_answer]");
        Assert.Equal(["dropped normalize pii", "kept  "], Ledger(output).Select(row => $"{row.State} {row.Stage} {row.Reason}"));
        Assert.Equal((2.0, 0.0), (Ledger(output)[0].Measured, Ledger(output)[0].Threshold));
    }

    [Fact]
    public void Flag_changes_nothing_and_marks()
    {
        _workspace.WriteLines("a.jsonl", Chat("zed@example.com", "ok"), Chat("plain", "fine"));
        var output = Build("flag");
        Assert.Equal("zed@example.com", Contents(output.Rows()[0])[0]);
        Assert.Equal(["requires_review", "none_detected"], Ledger(output).Select(Status));
    }

    [Fact]
    public void The_review_file_tells_everything_but_the_values()
    {
        _workspace.WriteLines("a.jsonl", Chat("I am zed@example.com, born 44051401359, card 4111 1111 1111 1111", "ok"));
        var output = Build("redact");
        var review = File.ReadAllText(Path.Combine(output.Folder, "pii-review.jsonl"));
        Assert.Equal([("email", "[EMAIL_1]", "xxx@xxxxxxx.xxx"), ("card", "[CARD_1]", "9999 9999 9999 9999"), ("national_id", null, "99999999999")], Lines(review).Select(line => (line.GetProperty("kind").GetString(), line.GetProperty("placeholder").GetString(), line.GetProperty("value").GetString())));
        Assert.Equal("I am <email>, born <national_id>, card <card>", Lines(review)[0].GetProperty("context").GetString());
        Assert.DoesNotContain("zed", review);
        Assert.DoesNotContain("4405", review);
        Assert.DoesNotContain("1111", review);
        Assert.Equal(Ledger(output)[0].Id, Lines(review)[0].GetProperty("id").GetString());
        Assert.Equal(["requires_review"], Ledger(output).Select(Status));
    }

    [Fact]
    public void A_number_in_arguments_is_left_for_review()
    {
        _workspace.WriteLines("a.jsonl", """{"messages":[{"role":"user","content":"go"},{"role":"assistant","content":"x","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"phone\": 4155550132, \"count\": 4155550132}"}}]}]}""");
        var output = Build("redact");
        Assert.Equal("telephone number, a JSON number", Assert.Single(Lines(File.ReadAllText(Path.Combine(output.Folder, "pii-review.jsonl")))).GetProperty("why").GetString());
        Assert.Contains("4155550132", output.Rows()[0].ToString());
    }

    [Fact]
    public void The_metadata_field_says_the_status()
    {
        _workspace.WriteLines("a.jsonl", Chat("zed@example.com", "ok"), Chat("plain", "fine"));
        Assert.Equal(["scrubbed", "none_detected"], Build("redact", output: "{ metadata: { pii: pii_status } }").Rows().Select(row => row.GetProperty("metadata").GetProperty("pii").GetString()));
    }

    [Fact]
    public void Only_the_kinds_asked_for_are_replaced()
    {
        _workspace.WriteLines("a.jsonl", Chat("zed@example.com 203.0.113.77", "ok"));
        Assert.Equal("zed@example.com [IP_1]", Contents(Build("redact, kinds: [ip]").Rows()[0])[0]);
    }

    private DatasetOutput Build(string action, string more = "", string output = "{ allow: [label, media, rejected] }") => _workspace.BuildOne("a.jsonl", $"pii: {{ action: {action} }}\n{more}", output: output);

    private static string Chat(string user, string assistant) => JsonSerializer.Serialize(new { messages = new[] { new { role = "user", content = user }, new { role = "assistant", content = assistant } } });

    private static string[] Contents(JsonElement row) => [.. row.GetProperty("messages").EnumerateArray().Select(turn => turn.GetProperty("content").GetString()!)];

    private static System.Collections.Immutable.ImmutableArray<LedgerEntry> Ledger(DatasetOutput output)
    {
        using var ledger = new LedgerReader(output.Folder);
        return ledger.Where("true ORDER BY line");
    }

    private static string Status(LedgerEntry row) => JsonDocument.Parse(row.Tags!).RootElement.GetProperty("pii_status").GetString()!;

    private static List<JsonElement> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
