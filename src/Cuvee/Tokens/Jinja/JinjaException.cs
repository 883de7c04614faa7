namespace Cuvee.Tokens.Jinja;

/// <summary>A template that cannot be read, or that refuses what it is given (<c>raise_exception</c>, an undefined value).</summary>
internal sealed class JinjaException : Exception
{
    public JinjaException(string message)
        : base(message)
    {
    }

    public JinjaException()
    {
    }

    public JinjaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
