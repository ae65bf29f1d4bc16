namespace Kayron.Core.Queries;

/// <param name="Page">From 1.</param>
/// <param name="Size">1 to 200.</param>
public readonly record struct PageRequest(int Page = 1, int Size = 50)
{
    public int Offset => (Math.Max(Page, 1) - 1) * Limit;
    public int Limit => Math.Clamp(Size, 1, 200);
}

/// <param name="Total">Of all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);
