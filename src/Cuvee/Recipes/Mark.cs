namespace Cuvee.Recipes;

/// <summary>A place in the recipe file. Line and column count from 1; the default value stands for the file as a whole.</summary>
public readonly record struct Mark(int Line, int Column) : IComparable<Mark>
{
    public int CompareTo(Mark other) => Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);
}
