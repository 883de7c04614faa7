namespace Cuvee.Pii;

/// <summary>What a piece of personal data or a secret is.</summary>
public enum PiiKind : byte
{
    Email,
    Phone,
    Card,
    Iban,
    NationalId,
    Ip,
    Mac,
    Crypto,
    Credentials,
    Document,
    Secret,
}
