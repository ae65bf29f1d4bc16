using Kayron.Core.Configuration;
using Kayron.Core.Releases;
using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>Renders chosen previews into the templates of one infrastructure version. What was rendered last is kept: where nothing moves, rendering costs nothing.</summary>
internal sealed class PreviewRendering(EnvironmentSettings environment, PreviewTemplates templates)
{
    private (string Texts, TemplateBundle Bundle) _last = ("", templates.Bundle);
    private readonly Dictionary<string, (string Previews, string Text)> _rendered = [];

    public PreviewTemplates Templates => templates;

    /// <returns>The previews with their priorities and addresses, those that cannot be rendered refused; those that are planned; the changed templates by path.</returns>
    public (IReadOnlyList<Preview> Previews, IReadOnlyList<PlannedPreview> Planned, IReadOnlyDictionary<string, string> Texts) Render(
        IReadOnlyList<ChosenPreviews> services, IReadOnlyList<Preview> remembered, IReadOnlyDictionary<string, string> applied)
    {
        var priorities = new ListenerPriorities(templates.Priorities, remembered);
        List<Preview> previews = [];
        List<PlannedPreview> planned = [];
        var texts = new Dictionary<string, string>();
        foreach (var service in services)
        {
            if (service.Release is null || service.Commits.Count == 0) previews.AddRange(service.Previews);
            else Render(service, service.Release, priorities, remembered, applied, previews, planned, texts);
        }
        return (previews, planned, texts);
    }

    public TemplateBundle BundleWith(IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0) return templates.Bundle;
        var key = string.Join('\n', texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => $"{text.Key} {text.Value}"));
        if (_last.Texts != key) _last = (key, templates.Bundle.With(texts));
        return _last.Bundle;
    }

    private void Render(
        ChosenPreviews service, ReleaseDefinition release, ListenerPriorities priorities, IReadOnlyList<Preview> remembered, IReadOnlyDictionary<string, string> applied,
        List<Preview> previews, List<PlannedPreview> planned, Dictionary<string, string> texts)
    {
        var (path, template, refusal) = templates.Find(release);
        try
        {
            if (template is null) throw new PreviewRefusal(refusal!, 0, 0);
            var (fitting, own) = (service.Commits.OrderByDescending(preview => applied.ContainsKey(Preview.KeyOf(release.Name, preview.Hash))).Take(template.Capacity).ToList(), template.Priority);
            var rendered = fitting.OrderBy(preview => service.Previews.FirstOrDefault(row => row.Hash == preview.Hash)?.PullRequest ?? 0).Select(preview => Place(release, preview, priorities, own, remembered)).ToList();
            texts[path] = TextOf(release, template, rendered);
            previews.AddRange(service.Previews.Select(row => Placed(row, rendered.Find(preview => preview.Hash == row.Hash), service, template)));
            planned.AddRange(rendered.Select(preview => new PlannedPreview(
                release.Name, release.Image!, preview.Hash, service.Previews.FirstOrDefault(row => row.Hash == preview.Hash && row.State is not (PreviewState.LeftOut or PreviewState.Refused))?.PullRequest ?? 0,
                preview.Commit, applied.GetValueOrDefault(Preview.KeyOf(release.Name, preview.Hash)))));
        }
        catch (PreviewRefusal failed)
        {
            var reason = template is null ? refusal! : PreviewTemplates.Refusal(path, failed);
            previews.AddRange(service.Previews.Select(row => service.Commits.Any(preview => preview.Hash == row.Hash) && IsMade(row) ? row with { State = PreviewState.Refused, Reason = reason } : row));
        }
    }

    private static RenderedPreview Place(ReleaseDefinition release, (string Hash, string Commit) preview, ListenerPriorities priorities, int? own, IReadOnlyList<Preview> remembered)
    {
        var key = Preview.KeyOf(release.Name, preview.Hash);
        return new RenderedPreview(preview.Hash, preview.Commit, own is not { } first ? null
            : priorities.Give(key, remembered.FirstOrDefault(row => row.Key == key && row.Priority is not null)?.Priority, first) ?? throw new PreviewRefusal("no priority is left behind that of its listener rule", 1, 1));
    }

    private Preview Placed(Preview row, RenderedPreview? rendered, ChosenPreviews service, PreviewTemplate template)
    {
        if (!IsMade(row)) return row;
        if (rendered is null)
            return service.Commits.Any(preview => preview.Hash == row.Hash) ? row with { State = PreviewState.LeftOut, Reason = "its copies would be more resources than a template may have" } : row;
        return row with { Priority = rendered.Priority, Endpoint = template.HostOf(row.Hash, environment.Previews.Domain, environment.Name) is { } host && templates.Bundle.Evaluate(host) is { } known ? $"https://{known}" : null };
    }

    private static bool IsMade(Preview row) => row.State is not (PreviewState.LeftOut or PreviewState.Refused or PreviewState.Removing);

    private string TextOf(ReleaseDefinition release, PreviewTemplate template, List<RenderedPreview> rendered)
    {
        var signature = string.Join(' ', rendered);
        if (_rendered.TryGetValue(release.Name, out var last) && last.Previews == signature) return last.Text;
        var text = template.Render(rendered, environment.Previews.Domain, environment.Name);
        _rendered[release.Name] = (signature, text);
        return text;
    }
}
