using System.Collections.Immutable;

namespace Cuvee.Pii;

/// <summary>Keys and tokens of services, by the prefixes that their makers gave them so that they can be found.</summary>
internal static class Secrets
{
    /// <summary>No key of any form is shorter.</summary>
    public const int ShortestBytes = 16;

    /// <summary>Fewer different bytes than these are a row of x that stands for a key.</summary>
    private const int MinDistinctBytes = 8;

    /// <summary>The longest body of tokens whose makers name no length.</summary>
    private const int AnyLength = 4096;

    /// <summary>By prefix, of two that fit the longer one first.</summary>
    private static readonly ImmutableArray<SecretForm> Forms =
    [
        new("github_pat_", 50, 120, "GitHub token"),
        new("ghp_", 36, 255, "GitHub token"),
        new("gho_", 36, 255, "GitHub token"),
        new("ghu_", 36, 255, "GitHub token"),
        new("ghs_", 36, 255, "GitHub token"),
        new("ghr_", 36, 255, "GitHub token"),
        new("glpat-", 20, 255, "GitLab token"),
        new("glptt-", 40, 255, "GitLab token"),
        new("gldt-", 20, 255, "GitLab token"),
        new("sk-ant-", 24, AnyLength, "Anthropic key"),
        new("sk-proj-", 40, AnyLength, "OpenAI key"),
        new("sk-svcacct-", 40, AnyLength, "OpenAI key"),
        new("sk-admin-", 40, AnyLength, "OpenAI key"),
        new("sk-", 40, AnyLength, "OpenAI key"),
        new("sk_live_", 16, 255, "Stripe key"),
        new("sk_test_", 16, 255, "Stripe key"),
        new("rk_live_", 16, 255, "Stripe key"),
        new("rk_test_", 16, 255, "Stripe key"),
        new("whsec_", 24, 255, "Stripe key"),
        new("AIza", 35, 35, "Google key"),
        new("GOCSPX-", 28, 28, "Google key"),
        new("xoxb-", 20, 255, "Slack token"),
        new("xoxp-", 20, 255, "Slack token"),
        new("xoxa-", 20, 255, "Slack token"),
        new("xoxe-", 20, 255, "Slack token"),
        new("xoxr-", 20, 255, "Slack token"),
        new("xoxs-", 20, 255, "Slack token"),
        new("xapp-", 20, 255, "Slack token"),
        new("hf_", 30, 64, "Hugging Face token"),
        new("npm_", 36, 36, "npm token"),
        new("pypi-AgE", 40, AnyLength, "PyPI token"),
    ];

    /// <summary>Whether a key begins at <paramref name="start"/>; <paramref name="end"/> is where its letters, digits, hyphens and underscores end.</summary>
    public static bool TryMatch(ReadOnlySpan<byte> text, int start, int end, out Detection found)
    {
        found = default;
        var token = text[start..end];
        if (token.StartsWith("eyJ"u8)) return TryJwt(text, start, end, out found);
        foreach (var form in Forms)
        {
            if (!token.StartsWith(form.PrefixBytes)) continue;
            var body = token[form.PrefixBytes.Length..];
            if (body.Length < form.Shortest || body.Length > form.Longest || !IsRandom(body)) return false;
            found = new Detection(start, token.Length, PiiKind.Secret, IsCertain: true, form.Why);
            return true;
        }

        return false;
    }

    /// <summary>AWS access key: AKIA or ASIA and 16 of A-Z, 2-7 (RFC 4648 base 32); AWS's own example ends in EXAMPLE.</summary>
    public static bool TryAws(ReadOnlySpan<byte> text, int start, out Detection found)
    {
        found = default;
        const int Length = 20;
        if (start < 0 || start + Length > text.Length || Bytes.IsWordAt(text, start - 1) || Bytes.IsWordAt(text, start + Length)) return false;
        var body = text.Slice(start + 4, Length - 4);
        foreach (var value in body)
        {
            if (!Bytes.IsUpper(value) && value is not (>= (byte)'2' and <= (byte)'7')) return false;
        }

        if (body.EndsWith("EXAMPLE"u8) || !IsRandom(body)) return false;
        found = new Detection(start, Length, PiiKind.Secret, IsCertain: true, "AWS access key");
        return true;
    }

    /// <summary>The 40 characters behind the words secret_access_key.</summary>
    public static bool TryAwsSecret(ReadOnlySpan<byte> text, int end, out Detection found)
    {
        found = default;
        const int Length = 40;
        var start = end;
        while (start < text.Length && start - end < 8 && text[start] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)':' or (byte)'=') start++;
        var length = 0;
        while (length <= Length && start + length < text.Length && (Bytes.IsAlphanumeric(text[start + length]) || text[start + length] is (byte)'/' or (byte)'+')) length++;
        if (start == end || length != Length || text.Slice(start, length).EndsWith("EXAMPLEKEY"u8) || !IsRandom(text.Slice(start, length))) return false;
        found = new Detection(start, Length, PiiKind.Secret, IsCertain: true, "AWS secret key");
        return true;
    }

    /// <summary>RFC 7519: three parts of base64url, the first two JSON objects, which begin with eyJ.</summary>
    private static bool TryJwt(ReadOnlySpan<byte> text, int start, int end, out Detection found)
    {
        found = default;
        if (Bytes.At(text, end) != '.' || !text[(end + 1)..].StartsWith("eyJ"u8)) return false;
        var claims = KeyEnd(text, end + 1);
        if (Bytes.At(text, claims) != '.') return false;
        var signature = KeyEnd(text, claims + 1);
        if (signature - claims < ShortestBytes) return false;
        found = new Detection(start, signature - start, PiiKind.Secret, IsCertain: true, "JSON web token");
        return true;
    }

    private static int KeyEnd(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && Bytes.IsKeyByte(text[at])) at++;
        return at;
    }

    private static bool IsRandom(ReadOnlySpan<byte> body)
    {
        var (low, high) = (0UL, 0UL);
        foreach (var value in body)
        {
            if (value < 64) low |= 1UL << value;
            else high |= 1UL << (value - 64);
        }

        return System.Numerics.BitOperations.PopCount(low) + System.Numerics.BitOperations.PopCount(high) >= MinDistinctBytes;
    }
}
