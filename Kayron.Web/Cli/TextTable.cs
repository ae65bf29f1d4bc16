namespace Kayron.Web.Cli;

/// <summary>Aligns the columns of rows that may differ in length.</summary>
internal static class TextTable
{
    private const int Gap = 2;

    public static IEnumerable<string> Align(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Length)).Select(column => rows.Max(row => column < row.Length ? Printable.Of(row[column]).Length : 0)).ToArray();
        return rows.Select(row => string.Concat(row.Select((cell, column) => Printable.Of(cell).PadRight(widths[column] + Gap))).TrimEnd());
    }
}
