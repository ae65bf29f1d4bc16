using Kayron.Core.Templates;

namespace Kayron.Tests.Templates;

internal static class TemplateBundles
{
    public static TemplateTarget Target { get; } = new("testing", "templates", "123456789012", "us-west-2", key => new Uri($"https://store.example/templates/{key}"));

    public static TemplateBundle Render(params (string Path, string Text)[] files) =>
        TemplateBundle.Render(new MemoryFiles([.. files.Select(file => ($"{TemplateBundle.Folder}/{file.Path}", file.Text))]), Target);
}
