using System.Text;

namespace Cuvee.Ingest;

/// <summary>
/// The part of a glob between two slashes: <c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[a-z]</c>, <c>[!abc]</c>. Characters are Unicode scalars. No wildcard
/// matches a leading dot.
/// </summary>
internal sealed class GlobSegment(string pattern)
{
    private readonly Token[] _tokens = Parse([.. pattern.EnumerateRunes()]);

    private enum TokenKind : byte
    {
        Literal,
        Any,
        AnyNumber,
        OneOf,
        NoneOf,
    }

    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('*', '?', '[');

    public bool IsMatch(string name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.')) return false;
        Rune[] characters = [.. name.EnumerateRunes()];
        int token = 0, character = 0, star = -1, starCharacter = 0;
        while (character < characters.Length)
        {
            if (token < _tokens.Length && _tokens[token].Kind == TokenKind.AnyNumber)
            {
                star = token++;
                starCharacter = character;
            }
            else if (token < _tokens.Length && _tokens[token].Matches(characters[character]))
            {
                token++;
                character++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more: only the last needs another try.
                token = star + 1;
                character = ++starCharacter;
            }
            else
            {
                return false;
            }
        }
        return _tokens.AsSpan(token).IndexOfAnyExcept(Token.Star) < 0;
    }

    private static Token[] Parse(Rune[] pattern)
    {
        var tokens = new List<Token>();
        for (var position = 0; position < pattern.Length; position++)
        {
            var character = pattern[position];
            var end = character.Value == '[' ? EndOfSet(pattern, position) : -1;
            if (end >= 0)
            {
                var isNegated = pattern[position + 1].Value is '!' or '^';
                tokens.Add(new Token(isNegated ? TokenKind.NoneOf : TokenKind.OneOf, default, Ranges(pattern.AsSpan((position + (isNegated ? 2 : 1))..end))));
                position = end;
            }
            else
            {
                tokens.Add(character.Value switch { '*' => Token.Star, '?' => new Token(TokenKind.Any), _ => new Token(TokenKind.Literal, character) });
            }
        }
        return [.. tokens];
    }

    /// <summary>Where the set ends, or -1 when the bracket stands for itself. A closing bracket right at the start belongs to the set.</summary>
    private static int EndOfSet(Rune[] pattern, int start)
    {
        var first = start + 1;
        if (first < pattern.Length && pattern[first].Value is '!' or '^') first++;
        return first + 1 < pattern.Length ? Array.IndexOf(pattern, new Rune(']'), first + 1) : -1;
    }

    private static (Rune From, Rune To)[] Ranges(ReadOnlySpan<Rune> set)
    {
        var ranges = new List<(Rune, Rune)>();
        for (var position = 0; position < set.Length; position++)
        {
            var isRange = position + 2 < set.Length && set[position + 1].Value == '-';
            ranges.Add((set[position], set[isRange ? position + 2 : position]));
            if (isRange) position += 2;
        }
        return [.. ranges];
    }

    private sealed record Token(TokenKind Kind, Rune Character = default, (Rune From, Rune To)[]? Ranges = null)
    {
        public static readonly Token Star = new(TokenKind.AnyNumber);

        public bool Matches(Rune character) => Kind switch
        {
            TokenKind.Literal => character == Character,
            TokenKind.Any => true,
            TokenKind.OneOf => Array.Exists(Ranges!, range => range.From <= character && character <= range.To),
            TokenKind.NoneOf => !Array.Exists(Ranges!, range => range.From <= character && character <= range.To),
            _ => false,
        };
    }
}
