using System.Buffers;

namespace Cuvee.Ingest;

/// <summary>
/// Reads the fields of one record at a time from a text that arrives in pieces (RFC 4180). A quote counts only at the start of a field; inside an unquoted
/// field it is text.
/// A record ends at LF or CR, so CRLF leaves an empty record behind, which is blank.
/// </summary>
internal sealed class CsvScanner(byte delimiter)
{
    private readonly SearchValues<byte> _endOfField = SearchValues.Create([delimiter, (byte)'\n', (byte)'\r']);
    private readonly List<CsvField> _fields = [];
    private State _state;
    private int _position;
    private int _fieldStart;

    private enum State : byte
    {
        FieldStart,
        Unquoted,
        Quoted,

        /// <summary>After a quote within a quoted field: its end, or the first of two.</summary>
        QuoteSeen,

        /// <summary>After the end of a quoted field that no delimiter follows: read on to the next.</summary>
        Broken,
    }

    /// <summary>The fields of the record, in order; valid until <see cref="StartRecord"/>.</summary>
    public IReadOnlyList<CsvField> Fields => _fields;

    /// <summary>Why the quotes of the record are broken, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>The record's length in bytes with its line end.</summary>
    public int RecordLength => _position;

    /// <summary>Begins with the next record, which the caller brings to the front.</summary>
    public void StartRecord()
    {
        _fields.Clear();
        _state = State.FieldStart;
        _position = _fieldStart = 0;
        Error = null;
    }

    /// <summary>Reads on from where the last call stopped. Returns true at the end of the record, false when <paramref name="text"/> ends before it.</summary>
    /// <param name="text">The bytes from the start of the record.</param>
    /// <param name="isEnd">True when no more text comes: then the record ends with it.</param>
    public bool Read(ReadOnlySpan<byte> text, bool isEnd)
    {
        while (_position < text.Length)
        {
            if (Step(text)) return true;
        }
        if (!isEnd || text.Length == 0) return false;

        if (_state == State.FieldStart) _fieldStart = _position;
        if (_state == State.Quoted) Error ??= $"the quote that opens field {_fields.Count + 1} is never closed";
        EndField(_state == State.QuoteSeen ? _position - 1 : _position);
        return true;
    }

    private bool Step(ReadOnlySpan<byte> text)
    {
        switch (_state)
        {
            case State.FieldStart:
                var isQuoted = text[_position] == '"';
                if (isQuoted) _position++;
                _fieldStart = _position;
                _state = isQuoted ? State.Quoted : State.Unquoted;
                return false;
            case State.Quoted:
                var quote = text[_position..].IndexOf((byte)'"');
                _position = quote < 0 ? text.Length : _position + quote + 1;
                if (quote >= 0) _state = State.QuoteSeen;
                return false;
            case State.QuoteSeen when text[_position] == '"':
                _position++;
                _state = State.Quoted;
                return false;
            case State.QuoteSeen when !_endOfField.Contains(text[_position]):
                Error ??= $"text after the closing quote of field {_fields.Count + 1}";
                _state = State.Broken;
                return false;
            default:
                return ReadToEndOfField(text);
        }
    }

    private bool ReadToEndOfField(ReadOnlySpan<byte> text)
    {
        var found = text[_position..].IndexOfAny(_endOfField);
        if (found < 0)
        {
            _position = text.Length;
            return false;
        }
        _position += found;
        EndField(_state == State.QuoteSeen ? _position - 1 : _position);
        return text[_position++] != delimiter;
    }

    private void EndField(int end)
    {
        _fields.Add(new CsvField(_fieldStart, end - _fieldStart, _state is State.QuoteSeen));
        _state = State.FieldStart;
    }
}
