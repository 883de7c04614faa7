using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cuvee.Changes;

/// <summary>How values of a recipe are shown: on one line, with letters as they are.</summary>
internal static class CompactJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
