using Cuvee.Engine;
using Cuvee.Ingest;
using Cuvee.Model;

namespace Cuvee.Inspect;

/// <summary>A block of a file, or behind the last one the end of the file.</summary>
/// <param name="File">Index of the file.</param>
/// <param name="Block">Null at the end of the file.</param>
/// <param name="Head">What the file was taken for; null when it could not even be opened.</param>
/// <param name="Damage">At the end: why the file could not be read on, else null.</param>
/// <param name="BytesRead">Bytes of the stored file that were read so far.</param>
internal sealed record InputBlock(int File, Block? Block, FileHead? Head, string? Damage, long BytesRead)
{
    /// <summary>The blocks of all files, in order, whose digests nobody asks for. A damaged file ends with its damage, and the next one goes on.</summary>
    public static IEnumerable<InputBlock> Of(IReadOnlyList<InputPath> files, string? encoding, int blockBytes)
    {
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var block in Of(files[i], i, encoding, blockBytes)) yield return block;
        }
    }

    private static IEnumerable<InputBlock> Of(InputPath path, int number, string? encoding, int blockBytes)
    {
        InputFile? file = null;
        IEnumerator<Block>? blocks = null;
        FileHead? head = null;
        try
        {
            while (true)
            {
                string? damage = null;
                Block? block = null;
                try
                {
                    file ??= Inputs.Opening.Open(path.Path, path.Key, encoding, withDigest: false);
                    head ??= new FileHead(file.Detection, file.Compression, file.EncodingName);
                    blocks ??= file.Blocks(blockBytes).GetEnumerator();
                    if (blocks.MoveNext()) block = blocks.Current;
                }
                catch (CuveeException exception)
                {
                    damage = exception.Message;
                }

                yield return new InputBlock(number, block, head, damage, file?.BytesRead ?? 0);
                if (block is null) yield break;
            }
        }
        finally
        {
            blocks?.Dispose();
            file?.Dispose();
        }
    }
}

/// <summary>What the beginning of a file says of it.</summary>
internal sealed record FileHead(Detection Detection, Compression Compression, string EncodingName);
