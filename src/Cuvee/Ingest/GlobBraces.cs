namespace Cuvee.Ingest;

/// <summary>Expands <c>{a,b}</c> in a glob to one glob for each choice, as shells do; braces may hold slashes, other braces and wildcards.</summary>
internal static class GlobBraces
{
    public static IReadOnlyList<string> Expand(string pattern)
    {
        for (var open = pattern.IndexOf('{'); open >= 0; open = pattern.IndexOf('{', open + 1))
        {
            var choices = ChoicesAt(pattern, open, out var end);
            // As in a shell, braces without a comma stand for themselves.
            if (choices.Count < 2) continue;
            return [.. choices.SelectMany(choice => Expand(pattern[..open] + choice + pattern[end..]))];
        }
        return [pattern];
    }

    private static List<string> ChoicesAt(string pattern, int open, out int end)
    {
        var choices = new List<string>();
        var depth = 0;
        var start = open + 1;
        for (var position = open; position < pattern.Length; position++)
        {
            var character = pattern[position];
            if (character == '{') depth++;
            if (character == '}') depth--;
            if (depth == 0 || (depth == 1 && character == ','))
            {
                choices.Add(pattern[start..position]);
                start = position + 1;
            }
            if (depth == 0) break;
        }
        end = start;
        return depth == 0 ? choices : [];
    }
}
