using System.Buffers;
using System.Runtime.InteropServices;
using Cuvee.Model;
using Cuvee.Normalize.Misread;

namespace Cuvee.Normalize;

/// <summary>Repairs mis-decoded text (<c>encoding: repair</c>, <c>encoding: repair_all</c>). Counts the stretches that changed.</summary>
public sealed class EncodingNormalizer(RepairScope scope) : INormalizer
{
    /// <summary>The rule's key in a recipe.</summary>
    public const string Name = "encoding";

    public string Rule => Name;

    /// <summary>How far the option of a recipe goes: <c>repair</c> or <c>repair_all</c>.</summary>
    public static RepairScope ScopeOf(string option) => option == "repair_all" ? RepairScope.All : RepairScope.Damage;

    public Utf8 Apply(Utf8 text, out int changes)
    {
        changes = 0;
        if (!EncodingRepair.IsSuspicious(text.Span, scope)) return text;
        var output = new ArrayBufferWriter<byte>(text.Length);
        var plan = EncodingRepair.Repair(text.Span, output, scope);
        changes = plan.Steps.Count;
        if (changes == 0) return text;
        return MemoryMarshal.TryGetArray(output.WrittenMemory, out var written)
            ? new Utf8(written.Array, written.Offset, written.Count)
            : Utf8.Copy(output.WrittenSpan);
    }
}
