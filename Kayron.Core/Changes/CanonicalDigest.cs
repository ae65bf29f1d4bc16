using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kayron.Core.Changes;

/// <summary>
/// A digest over facts that is the same for the same facts in any order, on any machine. Every text is written with its length, so that no two different
/// sets of facts read alike.
/// </summary>
public sealed class CanonicalDigest
{
    private readonly List<string> _facts = [];

    /// <param name="name">Of the fact; facts of one name form a set.</param>
    public CanonicalDigest Add(string name, params ReadOnlySpan<string?> values)
    {
        var fact = new StringBuilder();
        Write(fact, name);
        foreach (var value in values) Write(fact, value);
        _facts.Add(fact.ToString());
        return this;
    }

    public CanonicalDigest AddAll(string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (key, value) in values) Add(name, key, value);
        return this;
    }

    /// <returns>SHA-256, 64 lower-case hexadecimal digits.</returns>
    public override string ToString()
    {
        _facts.Sort(StringComparer.Ordinal);
        return Of(string.Concat(_facts.Select(fact => $"{fact.Length.ToString(CultureInfo.InvariantCulture)}|{fact}")));
    }

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Write(StringBuilder fact, string? value)
    {
        if (value is null) fact.Append("-;");
        else fact.Append(CultureInfo.InvariantCulture, $"{value.Length}:{value};");
    }
}
