using Kayron.Core.Templates;

namespace Kayron.Core.Previews;

/// <summary>Why a service's template cannot be rendered for previews, with the place in it. Its previews are refused; everything else goes on.</summary>
internal sealed class PreviewRefusal(string reason, int line, int column) : Exception(reason)
{
    public int Line => line;
    public int Column => column;

    public static PreviewRefusal At(TemplateNode node, string reason) => new(reason, node.Line, node.Column);
}
