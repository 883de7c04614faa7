namespace Cuvee.FastText;

/// <summary>
/// The rows of a model's matrix as dense numbers. A product-quantized matrix is unfolded when it is read, which gives the same numbers as looking each up in
/// its codebook: <c>row = scale * centroids</c>, where the scale is 1 unless norms were quantized by themselves.
/// </summary>
internal sealed class FastTextMatrix
{
    /// <summary>Centroids of a codebook: a code is a byte.</summary>
    private const int Codes = 256;

    private FastTextMatrix(int rows, int columns, float[] values, float[]? scales) => (Rows, Columns, Values, Scales) = (rows, columns, values, scales);

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Row by row, before they are scaled.</summary>
    public float[] Values { get; }

    /// <summary>One a row; null when all are 1.</summary>
    public float[]? Scales { get; }

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    public static FastTextMatrix Read(FastTextFile file, bool isQuantized, int columns) => isQuantized ? ReadQuantized(file, columns) : ReadDense(file, columns);

    /// <summary>The same matrix with the scales multiplied in, in place.</summary>
    public FastTextMatrix Scaled()
    {
        if (Scales is null) return this;
        for (var row = 0; row < Rows; row++)
        {
            foreach (ref var value in Values.AsSpan(row * Columns, Columns)) value = Scales[row] * value;
        }

        return new FastTextMatrix(Rows, Columns, Values, null);
    }

    private static FastTextMatrix ReadDense(FastTextFile file, int columns)
    {
        var rows = ReadSize(file, columns);
        return new FastTextMatrix(rows, columns, file.ReadFloats((long)rows * columns), null);
    }

    private static FastTextMatrix ReadQuantized(FastTextFile file, int columns)
    {
        var hasNorms = file.ReadByte() != 0;
        var rows = ReadSize(file, columns);
        var codes = file.ReadBytes(file.ReadInt32());
        var book = Codebook.Read(file);
        file.Require(book.Columns == columns && codes.Length == (long)rows * book.Parts, "with codes for other rows");
        var values = new float[rows * columns];
        for (var row = 0; row < rows; row++) book.Decode(codes.AsSpan(row * book.Parts, book.Parts), values.AsSpan(row * columns, columns));
        if (!hasNorms) return new FastTextMatrix(rows, columns, values, null);
        var normCodes = file.ReadBytes(rows);
        var norms = Codebook.Read(file);
        file.Require(norms is { Columns: 1, Parts: 1 }, "with norms that are no single numbers");
        return new FastTextMatrix(rows, columns, values, [.. normCodes.Select(norms.Norm)]);
    }

    private static int ReadSize(FastTextFile file, int columns)
    {
        var (rows, width) = (file.ReadInt64(), file.ReadInt64());
        file.Require(width == columns && rows > 0 && rows <= Array.MaxLength / columns, "with sizes that cannot be");
        return (int)rows;
    }

    /// <summary>For each part of a row the 256 pieces that it may be; the last part may be shorter.</summary>
    private sealed record Codebook(int Columns, int Parts, int PartLength, int LastLength, float[] Centroids)
    {
        public static Codebook Read(FastTextFile file)
        {
            var (columns, parts, length, last) = (file.ReadInt32(), file.ReadInt32(), file.ReadInt32(), file.ReadInt32());
            file.Require(parts > 0 && length > 0 && last > 0 && last <= length && (long)(parts - 1) * length + last == columns, "with a codebook that does not fit");
            return new Codebook(columns, parts, length, last, file.ReadFloats((long)columns * Codes));
        }

        public void Decode(ReadOnlySpan<byte> codes, Span<float> row)
        {
            for (var part = 0; part < codes.Length; part++)
            {
                var length = part == Parts - 1 ? LastLength : PartLength;
                Centroids.AsSpan((part * Codes * PartLength) + (codes[part] * length), length).CopyTo(row[(part * PartLength)..]);
            }
        }

        public float Norm(byte code) => Centroids[code];
    }
}
