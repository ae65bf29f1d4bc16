using System.Globalization;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

/// <summary>Page and filters of a list. What is not known is refused: a misspelt filter must not return everything.</summary>
/// <param name="Problem">Set where something is wrong; the rest is then without meaning.</param>
internal sealed record ListQuery(PageRequest Page, IReadOnlyDictionary<string, string> Filters, IResult? Problem)
{
    private const int LargestPage = 1_000_000;

    /// <summary>Whether one page is asked for, not what there is.</summary>
    public bool IsPaged => Filters.ContainsKey("page") || Filters.ContainsKey("size");

    public string? this[string filter] => Filters.GetValueOrDefault(filter);

    /// <param name="filters">Those that the list has.</param>
    public static ListQuery Read(HttpRequest request, params string[] filters)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in request.Query)
        {
            if (name is not ("page" or "size") && !filters.Contains(name)) return Wrong(name, $"is not known here; known are {string.Join(", ", ["page", "size", .. filters])}.");
            if (value.Count != 1) return Wrong(name, "is given more than once.");
            if (value[0] is { Length: > 0 } text) values[name] = text;
        }
        if (!TryReadNumber(values, "page", 1, LargestPage, out var page)) return Wrong("page", $"must be a whole number from 1 to {LargestPage}.");
        if (!TryReadNumber(values, "size", PageRequest.UsualSize, PageRequest.LargestSize, out var size)) return Wrong("size", $"must be a whole number from 1 to {PageRequest.LargestSize}.");
        return new ListQuery(new PageRequest(page, size), values, null);
    }

    /// <returns>The problem where the filter's value is none of the known ones; null where it is fine.</returns>
    public IResult? Check(string filter, IReadOnlyList<string> known) =>
        this[filter] is { } value && !known.Contains(value) ? ApiProblem.Invalid(filter, $"must be one of {string.Join(", ", known)}.") : null;

    /// <returns>The moment that a filter names, with its offset or in UTC; null where it is not given. Or the problem with it.</returns>
    public (DateTimeOffset? Time, IResult? Problem) Time(string filter)
    {
        if (this[filter] is not { } text) return (null, null);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? (time, null)
            : (null, ApiProblem.Invalid(filter, "must be a time such as 2026-11-27T17:00:00Z."));
    }

    private static ListQuery Wrong(string name, string problem) => new(default, new Dictionary<string, string>(), ApiProblem.Invalid(name, problem));

    private static bool TryReadNumber(Dictionary<string, string> values, string name, int otherwise, int most, out int number)
    {
        number = otherwise;
        return !values.TryGetValue(name, out var text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most);
    }
}
