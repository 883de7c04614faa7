namespace Cuvee.Interop;

/// <summary>DuckDB's logical types of the <see cref="ColumnType"/>s. The numbers are those of duckdb_type in duckdb.h.</summary>
internal static unsafe class LogicalTypes
{
    private const int Boolean = 1;
    private const int Integer = 4;
    private const int BigInt = 5;
    private const int Double = 11;
    private const int Varchar = 17;
    private const int List = 24;
    private const int Struct = 25;

    /// <summary>A new logical type; the caller destroys it.</summary>
    public static nint Create(ColumnType type) => type switch
    {
        ColumnType.Boolean => DuckDbNative.CreateType(Boolean),
        ColumnType.Int32 => DuckDbNative.CreateType(Integer),
        ColumnType.Int64 => DuckDbNative.CreateType(BigInt),
        ColumnType.Double => DuckDbNative.CreateType(Double),
        ColumnType.Text => DuckDbNative.CreateType(Varchar),
        ColumnType.RuleCounts => CreateRuleCounts(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, message: null),
    };

    /// <summary>The column type of a logical type, which is destroyed.</summary>
    public static ColumnType Take(nint type)
    {
        var columnType = DuckDbNative.TypeId(type) switch
        {
            Boolean => ColumnType.Boolean,
            Integer => ColumnType.Int32,
            BigInt => ColumnType.Int64,
            Double => ColumnType.Double,
            Varchar => ColumnType.Text,
            List when IsRuleCount(DuckDbNative.ListElementType(type)) => ColumnType.RuleCounts,
            _ => ColumnType.Other,
        };
        DuckDbNative.DestroyType(ref type);
        return columnType;
    }

    private static bool IsRuleCount(nint type)
    {
        var isRuleCount = DuckDbNative.TypeId(type) == Struct
            && DuckDbNative.StructMemberCount(type) == 2
            && Take(DuckDbNative.StructMemberType(type, 0)) == ColumnType.Text
            && Take(DuckDbNative.StructMemberType(type, 1)) == ColumnType.Int32;
        DuckDbNative.DestroyType(ref type);
        return isRuleCount;
    }

    private static nint CreateRuleCounts()
    {
        var members = stackalloc nint[] { DuckDbNative.CreateType(Varchar), DuckDbNative.CreateType(Integer) };
        fixed (byte* rule = "rule\0"u8)
        fixed (byte* count = "count\0"u8)
        {
            var names = stackalloc byte*[] { rule, count };
            var pair = DuckDbNative.CreateStructType(members, names, 2);
            var list = DuckDbNative.CreateListType(pair);
            DuckDbNative.DestroyType(ref pair);
            DuckDbNative.DestroyType(ref members[0]);
            DuckDbNative.DestroyType(ref members[1]);
            return list;
        }
    }
}
