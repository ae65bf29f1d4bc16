namespace Kayron.Core.Templates;

/// <summary>Where a <c>TemplateURL</c> points.</summary>
internal abstract record TemplateAddress
{
    private TemplateAddress() { }

    /// <param name="Path">A file of this bundle, relative to its folder; null: outside of it.</param>
    public sealed record File(string? Path) : TemplateAddress;

    /// <summary>Not at this environment's templates: left as it is.</summary>
    public sealed record Elsewhere : TemplateAddress;

    /// <summary>At this environment's bucket, and yet at no file that can be told.</summary>
    public sealed record Refused(string Reason) : TemplateAddress;

    /// <param name="text">With <see cref="TemplateExpression.Unknown"/> for what is not known.</param>
    /// <param name="from">The file that holds it.</param>
    public static TemplateAddress Of(string text, string from, TemplateTarget target)
    {
        if (text.Length == 0 || text[0] == TemplateExpression.Unknown) return new Elsewhere();
        if (text.Contains("://", StringComparison.Ordinal)) return KeyIn(text, target) is { } key ? OfKey(key, target) : new Elsewhere();
        return text.Contains(TemplateExpression.Unknown, StringComparison.Ordinal)
            ? new Refused("is relative, and depends on what is known only when the stack is updated; of references, the pseudo parameters and Environment can be used")
            : new File(TemplatePath.Resolve(from, text));
    }

    private static TemplateAddress OfKey(string key, TemplateTarget target)
    {
        var folder = $"{target.Environment}/";
        if (key.Contains(TemplateExpression.Unknown, StringComparison.Ordinal))
            return new Refused($"points at bucket {target.Bucket}, and depends on what is known only when the stack is updated; of references, the pseudo parameters and Environment can be used");
        return key.StartsWith(folder, StringComparison.Ordinal)
            ? new File(TemplatePath.Resolve("", key[folder.Length..]))
            : new Refused($"points at bucket {target.Bucket}, but not below {folder}, where this environment's templates are");
    }

    /// <summary>The key, where the address is one of the environment's bucket in any of the forms that S3 has and has had; else null.</summary>
    private static string? KeyIn(string url, TemplateTarget target)
    {
        var stored = target.UrlOf("x").AbsoluteUri[..^1];
        if (url.StartsWith(stored, StringComparison.OrdinalIgnoreCase)) return Decode(url[stored.Length..]);
        if (url.Split("://", 2) is not ["http" or "https", var rest] || rest.Split('/', 2) is not [var host, var path]) return null;
        if (IsS3(host, $"{target.Bucket}.")) return Decode(path);
        return IsS3(host, "") && path.StartsWith($"{target.Bucket}/", StringComparison.Ordinal) ? Decode(path[(target.Bucket.Length + 1)..]) : null;
    }

    /// <summary><c>s3.amazonaws.com</c>, <c>s3.us-west-2.amazonaws.com</c>, <c>s3-us-west-2.amazonaws.com</c>, <c>s3.dualstack.…</c>, also with the region unknown.</summary>
    private static bool IsS3(string host, string prefix) =>
        host.StartsWith($"{prefix}s3.", StringComparison.OrdinalIgnoreCase) || host.StartsWith($"{prefix}s3-", StringComparison.OrdinalIgnoreCase);

    private static string Decode(string key) => Uri.UnescapeDataString(key.Split('?')[0]);
}
