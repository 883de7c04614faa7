using Microsoft.Win32.SafeHandles;

namespace Cuvee.Engine;

/// <summary>Reads small stretches of a file of the store that mostly follow one another: ahead, so that many of them come with one call of the system.</summary>
internal sealed class ReadAhead
{
    private const int WindowBytes = 32 * 1024;

    private readonly byte[] _window = new byte[WindowBytes];
    private SafeFileHandle? _file;
    private long _at;
    private int _held;

    /// <summary>Fills <paramref name="target"/> from an offset.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void Read(SafeFileHandle file, Span<byte> target, long at)
    {
        if (file != _file || at < _at || at + target.Length > _at + _held)
        {
            var isNear = file == _file && at >= _at && at <= _at + _held + WindowBytes;
            if (target.Length > WindowBytes)
            {
                StoredBytes.ReadExactly(file, target, at);
                return;
            }

            // After a jump only what is asked for
            (_file, _at) = (file, at);
            _held = StoredBytes.ReadUpTo(file, isNear ? _window : _window.AsSpan(0, target.Length), at);
            if (_held < target.Length) throw StoredBytes.TooShort();
        }

        _window.AsSpan((int)(at - _at), target.Length).CopyTo(target);
    }
}
