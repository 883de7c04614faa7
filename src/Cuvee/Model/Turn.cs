namespace Cuvee.Model;

/// <summary>One turn of a conversation. A class although it is small: a struct of so many references costs a write barrier for each at every copy.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said, decoded; absent where the source has null (legal beside tool calls).</param>
/// <param name="ToolCalls">A JSON array in canonical form (see <see cref="Json.JsonText"/>), or absent. Argument strings keep their bytes.</param>
/// <param name="Thinking">Reasoning kept apart from the answer, or absent.</param>
/// <param name="Name">The name of a tool or speaker, or absent.</param>
/// <param name="CallId">The tool call that a tool turn answers, or absent.</param>
/// <param name="Parts">The content as a canonical JSON array where it holds more than text (images, audio), else absent.</param>
public sealed record Turn(Role Role, Utf8 Text, Utf8 ToolCalls = default, Utf8 Thinking = default, Utf8 Name = default, Utf8 CallId = default, Utf8 Parts = default);
