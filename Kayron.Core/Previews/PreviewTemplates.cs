using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>The templates of one infrastructure version, as far as previews need them.</summary>
internal sealed class PreviewTemplates(TemplateBundle bundle)
{
    private readonly Dictionary<string, (string Path, PreviewTemplate? Template, string? Refusal)> _read = [];

    public TemplateBundle Bundle => bundle;

    /// <summary>Priorities of the listener rules of all templates.</summary>
    public IReadOnlyList<int> Priorities { get; } = [.. bundle.Files.SelectMany(file => PreviewTemplate.PrioritiesIn(file.Text))];

    /// <summary>The template whose file is named after the release's image, or why previews cannot be made of it.</summary>
    public (string Path, PreviewTemplate? Template, string? Refusal) Find(ReleaseDefinition release)
    {
        if (!_read.TryGetValue(release.Name, out var found)) _read[release.Name] = found = Read(release);
        return found;
    }

    public static string Refusal(string path, PreviewRefusal refusal) => $"{TemplateBundle.Folder}/{path}:{refusal.Line}:{refusal.Column}: {refusal.Message}";

    private (string, PreviewTemplate?, string?) Read(ReleaseDefinition release)
    {
        var name = release.Image!.Split('/')[^1];
        var paths = bundle.Files.Select(file => file.Path).Where(path => Path.GetFileNameWithoutExtension(path) == name).ToList();
        if (paths is not [var path])
            return ("", null, paths.Count == 0 ? $"no template named {name}.yaml is among the templates of the stack" : $"{string.Join(" and ", paths)} are both named after {name}");
        try
        {
            return (path, PreviewTemplate.Read(bundle.SourceOf(path), release), null);
        }
        catch (PreviewRefusal refusal)
        {
            return (path, null, Refusal(path, refusal));
        }
    }
}
