using System.Text.Json;

namespace Cuvee.Json;

/// <summary>Members of JSON documents that are lists.</summary>
public static class JsonMembers
{
    /// <summary>Writes a list of objects, one of each item.</summary>
    /// <param name="writer">Within an object.</param>
    /// <param name="name">Of the member.</param>
    /// <param name="items">In the order of the list.</param>
    /// <param name="writeMembers">Writes the members of an item's object.</param>
    public static void WriteObjects<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> writeMembers)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            writeMembers(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list of texts.</summary>
    /// <param name="writer">Within an object.</param>
    /// <param name="name">Of the member.</param>
    /// <param name="texts">In the order of the list.</param>
    public static void WriteStrings(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
