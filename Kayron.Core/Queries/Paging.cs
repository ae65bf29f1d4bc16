namespace Kayron.Core.Queries;

/// <summary>Which part of a list. <c>default</c>, which <c>new PageRequest()</c> is too, is the first page of the usual size.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Size">1 to 200.</param>
public readonly record struct PageRequest(int Page = 1, int Size = PageRequest.UsualSize)
{
    public const int UsualSize = 50;
    public const int LargestSize = 200;

    public int Offset => (Math.Max(Page, 1) - 1) * Limit;
    public int Limit => Size == 0 ? UsualSize : Math.Clamp(Size, 1, LargestSize);
}

/// <param name="Total">Of all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);
