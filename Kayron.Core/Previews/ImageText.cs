namespace Kayron.Core.Previews;

/// <summary>An image in a template, as <see cref="SubstitutionText"/>: <c>${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:${WebVersion}</c>.</summary>
/// <param name="Name">Registry and repository.</param>
/// <param name="Tag">Null where it has none, or is pinned by digest.</param>
internal sealed record ImageText(string Name, string? Tag)
{
    public static ImageText Parse(string text)
    {
        var name = SubstitutionText.Split(text, '@')[0];
        var parts = SubstitutionText.Split(name, ':');
        // A colon before the last slash belongs to the registry's port.
        return parts.Count > 1 && SubstitutionText.Split(parts[^1], '/').Count == 1 ? new ImageText(string.Join(':', parts.SkipLast(1)), parts[^1]) : new ImageText(name, null);
    }

    /// <summary>Whether it is the image of a release, whatever registry it comes from.</summary>
    public bool IsOf(string repository)
    {
        var segments = SubstitutionText.Split(Name, '/');
        var hasRegistry = segments.Count > 1 && (segments[0].AsSpan().IndexOfAny('.', ':') >= 0 || segments[0].Contains("${", StringComparison.Ordinal) || segments[0] == "localhost");
        return string.Join('/', hasRegistry ? segments.Skip(1) : segments) == repository;
    }
}
