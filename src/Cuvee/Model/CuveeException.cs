namespace Cuvee.Model;

/// <summary>
/// A problem the user can mend: recipe, input or environment. The message says where, what, and what to do, without a full stop.
/// The command line prints it and exits with 2. Anything else that is thrown is a bug.
/// </summary>
public class CuveeException : Exception
{
    public CuveeException(string message)
        : base(message)
    {
    }

    public CuveeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
