namespace Kayron.Web.Components.Presentation;

/// <summary>Small grammar.</summary>
public static class Words
{
    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary><c>1 release</c>, <c>2 releases</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {Plural(noun)}";

    /// <summary><c>two</c>; digits above twelve.</summary>
    public static string Number(int count) => count >= 0 && count < Numbers.Length ? Numbers[count] : count.ToString();

    /// <summary>Names as a sentence would list them, the rest counted: <c>api, web and 3 more</c>.</summary>
    public static string Names(IReadOnlyList<string> names, int most = 3)
    {
        if (names.Count == 0) return "nothing";
        if (names.Count == 1) return names[0];
        return names.Count <= most
            ? $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}"
            : $"{string.Join(", ", names.Take(most))} and {names.Count - most} more";
    }

    public static string Capital(string sentence) => sentence.Length == 0 ? sentence : char.ToUpperInvariant(sentence[0]) + sentence[1..];

    /// <summary>A sentence as a label: without its full stop, and without its capital unless the word carries one of its own (<c>ECS</c>, <c>CloudFormation</c>).</summary>
    public static string Label(string sentence)
    {
        var label = sentence.TrimEnd('.', ' ');
        var word = label.Split(' ', 2)[0];
        return word.Length > 0 && word.Skip(1).All(char.IsAsciiLetterLower) ? char.ToLowerInvariant(label[0]) + label[1..] : label;
    }

    private static string Plural(string noun) =>
        noun.EndsWith('y') && noun is not [.., 'a' or 'e' or 'o' or 'u', _] ? $"{noun[..^1]}ies" : noun.EndsWith('s') ? $"{noun}es" : $"{noun}s";
}
