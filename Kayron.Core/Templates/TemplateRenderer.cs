using System.Security.Cryptography;
using System.Text;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Core.Templates;

/// <summary>Goes from the root to the leaves and back: what a template refers to is rendered before it, because its own content and key depend on it.</summary>
internal sealed class TemplateRenderer(IFileProvider files, TemplateTarget target)
{
    private static readonly string[] RootNames = ["index.yaml", "index.yml", "index.json", "index.template"];
    private const int MaximumNesting = 50;
    private const int MaximumStacks = 500;

    private readonly TemplateExpression _expression = new(target.KnownReferences);
    private readonly Dictionary<string, RenderedTemplate?> _rendered = [];
    private readonly Dictionary<string, long> _stacks = [];
    private readonly List<RenderedTemplate> _childrenFirst = [];
    private readonly List<string> _open = [];
    private readonly List<Finding> _findings = [];

    public TemplateBundle Render()
    {
        if (RootNames.FirstOrDefault(Exists) is not { } root)
            throw new InvalidException($"There is no root template {TemplateBundle.Folder}/{RootNames[0]}.", [new(TemplateFindingCode.NoRoot, "The root template is missing.", At(RootNames[0], 1, 1))]);
        var rendered = Render(root);
        if (rendered is null || _findings.Count > 0) throw Refuse();
        return new TemplateBundle(_childrenFirst, TemplateFile.Read(Find(root)).Parameters(), files, target);
    }

    private InvalidException Refuse()
    {
        var (first, others) = (_findings[0], _findings.Count - 1);
        var more = others == 0 ? "" : $" (and {others} more)";
        return new InvalidException($"{first.Location.File}:{first.Location.Line}:{first.Location.Column}: {first.Message}{more}", _findings);
    }

    private RenderedTemplate? Render(string path)
    {
        if (_rendered.TryGetValue(path, out var known)) return known;
        _open.Add(path);
        var rendered = Read(path) is { } document ? Render(path, document) : null;
        _open.RemoveAt(_open.Count - 1);
        if (rendered is not null) _childrenFirst.Add(rendered);
        return _rendered[path] = rendered;
    }

    private TemplateDocument? Read(string path)
    {
        try
        {
            return TemplateFile.Read(Find(path));
        }
        catch (TemplateSyntaxException error)
        {
            _findings.Add(new Finding(error.Code, error.Message, At(path, error.Line, error.Column)));
            return null;
        }
    }

    private RenderedTemplate? Render(string path, TemplateDocument document)
    {
        var before = _findings.Count;
        List<(TemplateNode Place, string LogicalId, RenderedTemplate Child)> children = [];
        foreach (var reference in document.NestedTemplates())
            if (Follow(path, reference) is { } child) children.Add((reference.Value, reference.LogicalId, child));
        CountStacks(path, children.Select(child => child.Child.Path));
        if (_findings.Count > before) return null;

        var text = Splice(document.Text, children.Select(child => (child.Place, child.Child.Url)));
        var content = TemplateFile.Bytes(text);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        var key = target.KeyOf(digest, path);
        return new RenderedTemplate(path, key, target.UrlOf(key), digest, content, text, [.. children.Select(child => new NestedTemplate(child.LogicalId, child.Child.Path))]);
    }

    /// <returns>Null where the reference stays as it is, or a finding says why it cannot be followed.</returns>
    private RenderedTemplate? Follow(string from, NestedTemplateReference reference)
    {
        var text = _expression.Evaluate(reference.Value).Trim();
        switch (TemplateAddress.Of(text, from, target))
        {
            case TemplateAddress.Refused refused:
                return Report(TemplateFindingCode.UnresolvedAddress, from, reference, $"TemplateURL of {Quote.Of(reference.LogicalId)} {refused.Reason}.");
            case TemplateAddress.File { Path: { } path } when Exists(path):
                return FollowFile(from, reference, path);
            case TemplateAddress.File { Path: var path }:
                var place = path is null ? $"leads out of {TemplateBundle.Folder}/" : $"names {TemplateBundle.Folder}/{Quote.Path(path)}, which does not exist";
                return Report(TemplateFindingCode.MissingTemplate, from, reference, $"TemplateURL of {Quote.Of(reference.LogicalId)} {place}.");
            default:
                return null;
        }
    }

    private RenderedTemplate? FollowFile(string from, NestedTemplateReference reference, string path)
    {
        if (_open.Contains(path))
            return Report(TemplateFindingCode.Cycle, from, reference, $"{Quote.Of(reference.LogicalId)} nests its own template: {string.Join(" → ", _open.SkipWhile(open => open != path).Append(path).Select(Quote.Path))}.");
        return _open.Count >= MaximumNesting
            ? Report(TemplateFindingCode.TooDeep, from, reference, $"{Quote.Of(reference.LogicalId)} is nested deeper than {MaximumNesting} stacks.")
            : Render(path);
    }

    /// <summary>Files that each nest the next one twice are few, the stacks made from them countless.</summary>
    private void CountStacks(string path, IEnumerable<string> children)
    {
        var stacks = _stacks[path] = 1 + children.Sum(child => _stacks[child]);
        if (stacks > MaximumStacks) _findings.Add(new Finding(TemplateFindingCode.TooManyStacks, $"This template makes {stacks} stacks; {MaximumStacks} are the limit.", At(path, 1, 1)));
    }

    private static string Splice(string text, IEnumerable<(TemplateNode Place, Uri Url)> replacements)
    {
        var spliced = new StringBuilder();
        var kept = 0;
        foreach (var (place, url) in replacements.OrderBy(replacement => replacement.Place.Start))
        {
            spliced.Append(text, kept, place.Start - kept).Append('"').Append(url.AbsoluteUri).Append('"');
            kept = place.End;
        }
        return spliced.Append(text, kept, text.Length - kept).ToString();
    }

    private IFileInfo Find(string path) => files.GetFileInfo($"{TemplateBundle.Folder}/{path}");

    private bool Exists(string path) => Find(path) is { Exists: true, IsDirectory: false };

    private RenderedTemplate? Report(string code, string file, NestedTemplateReference reference, string message)
    {
        _findings.Add(new Finding(code, message, At(file, reference.Value.Line, reference.Value.Column)));
        return null;
    }

    private static SourceLocation At(string path, int line, int column) => new($"{TemplateBundle.Folder}/{path}", line, column);
}
