using Kayron.Core.Reconcile;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;
using Microsoft.Extensions.FileProviders;

namespace Kayron.Core.Templates;

/// <summary>
/// The templates of an infrastructure version as CloudFormation will read them: every file that the root leads to, under a key that holds the digest of its
/// content, parents referring to their children by those keys. Same files and target, same bundle.
/// </summary>
public sealed class TemplateBundle
{
    /// <summary>Where an infrastructure repository keeps its templates.</summary>
    public const string Folder = "cloudformation";
    private readonly Dictionary<string, RenderedTemplate> _byPath;
    private readonly IFileProvider _source;
    private readonly TemplateTarget _target;

    internal TemplateBundle(IReadOnlyList<RenderedTemplate> files, IReadOnlyList<DeclaredParameter> parameters, IFileProvider source, TemplateTarget target)
    {
        (Files, Parameters, _source, _target) = (files, parameters, source, target);
        _byPath = files.ToDictionary(file => file.Path);
    }

    /// <summary>Children before parents: a parent that is stored can be followed.</summary>
    public IReadOnlyList<RenderedTemplate> Files { get; }

    public RenderedTemplate Root => Files[^1];

    public Uri RootUrl => Root.Url;

    /// <summary>What the root template declares.</summary>
    public IReadOnlyList<DeclaredParameter> Parameters { get; }

    /// <param name="files">The repository at a commit; templates are below <see cref="Folder"/>.</param>
    /// <exception cref="InvalidException">With every finding, each by file, line and column.</exception>
    public static TemplateBundle Render(IFileProvider files, TemplateTarget target) => new TemplateRenderer(files, target).Render();

    /// <summary>A file of the bundle as the repository has it.</summary>
    internal string SourceOf(string path) => TemplateFile.Read(_source.GetFileInfo($"{Folder}/{path}")).Text;

    /// <summary>The bundle as it would be if some of its files said something else.</summary>
    /// <param name="texts">By path.</param>
    /// <exception cref="InvalidException">As for <see cref="Render"/>.</exception>
    internal TemplateBundle With(IReadOnlyDictionary<string, string> texts) =>
        Render(new ReplacedFiles(_source, texts.ToDictionary(text => $"{Folder}/{text.Key}", text => TemplateFile.Bytes(text.Value))), _target);

    /// <summary>What a text with references stands for, where that is known before the stack is updated; else null.</summary>
    internal string? Evaluate(string substitution) =>
        new TemplateExpression(_target.KnownReferences).Substitute(substitution) is var text && text.Contains(TemplateExpression.Unknown, StringComparison.Ordinal) ? null : text;

    /// <summary>Each stack's template by the logical ids that lead to the stack, joined by <c>/</c>; empty for the root stack. Of two that a condition chooses from, the first.</summary>
    public IReadOnlyDictionary<string, RenderedTemplate> ByStackPath()
    {
        var found = new Dictionary<string, RenderedTemplate>();
        var open = new Stack<(string Path, RenderedTemplate Template)>([("", Root)]);
        while (open.TryPop(out var stack))
        {
            found[stack.Path] = stack.Template;
            foreach (var nested in stack.Template.Nested.DistinctBy(nested => nested.LogicalId))
                open.Push((stack.Path.Length == 0 ? nested.LogicalId : $"{stack.Path}/{nested.LogicalId}", _byPath[nested.Path]));
        }
        return found;
    }
}

/// <param name="Path">Relative to <see cref="TemplateBundle.Folder"/>.</param>
/// <param name="Key">In the environment's bucket.</param>
/// <param name="Digest">SHA-256 of <paramref name="Content"/>, in lower-case hexadecimal.</param>
/// <param name="Text">What <paramref name="Content"/> says.</param>
public sealed record RenderedTemplate(string Path, string Key, Uri Url, string Digest, ReadOnlyMemory<byte> Content, string Text, IReadOnlyList<NestedTemplate> Nested);

/// <summary>A nested stack of a template, and the file that it is made from.</summary>
public sealed record NestedTemplate(string LogicalId, string Path);
