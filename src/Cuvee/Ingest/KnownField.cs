namespace Cuvee.Ingest;

/// <summary>What a top-level field of a raw record is for, whatever it is called there.</summary>
internal enum KnownField : byte
{
    Other,
    Messages,
    Chosen,
    Rejected,
    Prompt,
    Completion,
    Instruction,
    Input,
    Output,
    Question,
    Answer,
    Context,
    Text,
    Label,
    System,
    Tools,
    Media,
    Thinking,
    History,
    Instances,
    Data,
    Paragraphs,
    Count,
}
