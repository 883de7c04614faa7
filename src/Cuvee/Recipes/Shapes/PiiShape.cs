using Cuvee.Pii;

namespace Cuvee.Recipes;

/// <summary>The part of the recipe's shape that describes what becomes of personal data.</summary>
internal static class PiiShape
{
    public static readonly ObjectShape Rule = new(
    [
        new(
            "action",
            ScalarShape.Word("off", "flag", "redact", "drop"),
            "What becomes of what is found: its record is marked (`flag`), a placeholder such as `[EMAIL_1]` takes its place (`redact`), or its record is dropped (`drop`).",
            "redact") { IsRequired = true },
        new(
            "kinds",
            new ListShape(ScalarShape.Word([.. PiiKinds.Words])) { MayBeSingle = true },
            "What is looked for.",
            "[email, phone, secret]") { DefaultWords = "all of them" },
    ]);

    public static readonly ObjectShape Gate = new(
    [
        new("warn", Share, "Warns above this fraction of emitted lines with something that requires review.", "1%") { Default = "0" },
        new("error", Share, "Fails above this fraction.", "0.1%") { DefaultWords = "never" },
    ]);

    private static ScalarShape Share => new(ScalarKind.Share) { Minimum = 0, Maximum = 1 };
}
