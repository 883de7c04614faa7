using System.Buffers;
using System.Text;
using Cuvee.Model;
using Cuvee.Normalize.Misread;

namespace Cuvee.Report;

/// <summary>One step of the repair of mis-decoded text, for people.</summary>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Codec">The IANA name of the codec that UTF-8 had been read with; empty where none was.</param>
/// <param name="Rounds">How many times over; 0 where no codec was.</param>
/// <param name="Count">How often the same was done in the record.</param>
public sealed record TextRepair(string Before, string After, RepairKind Kind, string Codec, int Rounds, int Count)
{
    /// <summary>Every step of the repair of a text.</summary>
    internal static IEnumerable<TextRepair> Of(Utf8 text, RepairScope scope) =>
        EncodingRepair.Repair(text.Span, new ArrayBufferWriter<byte>(), scope).Steps
            .Select(step => new TextRepair(Encoding.UTF8.GetString(text.Span.Slice(step.Start, step.Length)), step.Result, step.Kind, step.Codec, step.Rounds, 1));
}
