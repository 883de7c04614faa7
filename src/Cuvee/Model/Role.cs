namespace Cuvee.Model;

/// <summary>Who speaks in a turn. The synonyms of the field (human, gpt, bot, observation, ...) are mapped in Ingest/Roles.</summary>
public enum Role : byte
{
    System,
    User,
    Assistant,
    Tool,
}
