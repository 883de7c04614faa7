using System.Globalization;
using System.Text;

namespace Cuvee.Pii;

/// <summary>A value made unreadable: letters become x, digits 9, so that its form can be judged and nothing of it is told.</summary>
internal static class ValueMask
{
    /// <summary>Of a long value the beginning is form enough.</summary>
    private const int MaxCharacters = 40;

    public static string Of(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value);
        var masked = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxCharacters)))
        {
            masked.Append(character switch
            {
                _ when char.IsDigit(character) => '9',
                _ when char.IsUpper(character) => 'X',
                _ when char.IsLetter(character) || character > '\u007F' => 'x',
                < ' ' => ' ',
                _ => character,
            });
        }

        return text.Length <= MaxCharacters ? masked.ToString() : string.Create(CultureInfo.InvariantCulture, $"{masked}... ({text.Length} characters)");
    }
}
