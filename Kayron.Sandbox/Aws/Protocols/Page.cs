using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Kayron.Sandbox.Aws.Protocols;

/// <summary>One page of a list and the token for the next, null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

public static class Paging
{
    /// <param name="list">What is listed: a token of one list is refused by another.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> all, string list, string? token, int size)
    {
        var start = token is null ? 0 : Offset(list, token);
        var items = all.Skip(start).Take(size).ToList();
        var next = start + items.Count;
        return new Page<T>(items, next < all.Count ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}/{next}")) : null);
    }

    private static int Offset(string list, string token)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            if (text.StartsWith(list + "/", StringComparison.Ordinal) && int.TryParse(text[(list.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                return offset;
        }
        catch (FormatException)
        {
            // Refused below like a token of another list.
        }
        throw AwsException.Validation("NextToken is invalid");
    }
}
