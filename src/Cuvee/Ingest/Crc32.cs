using System.Buffers.Binary;

namespace Cuvee.Ingest;

/// <summary>The checksum of gzip (RFC 1952, section 8), eight bytes at a time by eight tables.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[][] Tables = BuildTables();

    /// <summary>
    /// The checksum of everything before and <paramref name="bytes"/>, where <paramref name="checksum"/> is that of everything before (0 for
    /// nothing).
    /// </summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xFF] ^ Tables[2][(high >> 8) & 0xFF] ^ Tables[1][(high >> 16) & 0xFF] ^ Tables[0][high >> 24];
        }
        foreach (var value in bytes) crc = (crc >> 8) ^ Tables[0][(crc ^ value) & 0xFF];
        return ~crc;
    }

    private static uint[][] BuildTables()
    {
        var tables = new uint[8][];
        for (var table = 0; table < 8; table++)
        {
            tables[table] = new uint[256];
            for (var value = 0u; value < 256; value++) tables[table][value] = table == 0 ? ShiftByte(value) : Extend(tables[table - 1][value], tables[0]);
        }
        return tables;
    }

    private static uint ShiftByte(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
        return value;
    }

    private static uint Extend(uint value, uint[] first) => (value >> 8) ^ first[value & 0xFF];
}
