using Cuvee.Json;
using Cuvee.Model;
using Cuvee.Recipes;

namespace Cuvee.Cli;

/// <summary>Turns what was thrown into a line for the user and an exit code.</summary>
internal static class Failure
{
    public static int Report(Exception exception, Screen screen)
    {
        var cause = Cause(exception);
        if (cause is OperationCanceledException)
        {
            screen.Error.WriteLine("interrupted; nothing was changed");
            if (screen.IsJson) WriteJson(screen, "interrupted", [], ExitCodes.Interrupted);
            return ExitCodes.Interrupted;
        }

        var message = Message(cause);
        foreach (var line in message.Split('\n')) screen.Fail(line);
        if (screen.IsDebug) screen.Error.WriteLine(exception);
        if (screen.IsJson) WriteJson(screen, message, cause is RecipeException recipe ? recipe.Problems : [], ExitCodes.NotBuilt);
        return ExitCodes.NotBuilt;
    }

    /// <summary>Writes a list of places in the recipe as the member <c>problems</c>.</summary>
    public static void WriteProblems(System.Text.Json.Utf8JsonWriter writer, IEnumerable<RecipeProblem> problems)
    {
        writer.WriteObjects("problems", problems, problem =>
        {
            writer.WriteString("file", problem.File);
            writer.WriteNumber("line", problem.Mark.Line);
            writer.WriteNumber("column", problem.Mark.Column);
            writer.WriteString("message", problem.Message);
        });
    }

    /// <summary>What the user can act on, out of the wrappings that the runtime puts around it.</summary>
    private static Exception Cause(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is CuveeException or OperationCanceledException) return inner;
        }

        return exception;
    }

    private static string Message(Exception exception) => exception switch
    {
        CuveeException => exception.Message,
        UnauthorizedAccessException or IOException => exception.Message.TrimEnd('.'),
        _ => $"internal error: {exception.GetType().Name}: {exception.Message.Split('\n')[0].TrimEnd('.')}; please report it, --debug shows where",
    };

    private static void WriteJson(Screen screen, string message, IReadOnlyList<RecipeProblem> problems, int code) => screen.Json(writer =>
    {
        writer.WriteString("error", message);
        WriteProblems(writer, problems);
        writer.WriteNumber("exit_code", code);
    });
}
