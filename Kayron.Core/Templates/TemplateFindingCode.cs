namespace Kayron.Core.Templates;

/// <summary>Codes of findings in templates; a contract like those of lint, and explained beside them in docs/lint.md.</summary>
public static class TemplateFindingCode
{
    public const string Unreadable = "KAY101";
    public const string TooLarge = "KAY102";
    public const string Syntax = "KAY103";
    public const string TooDeep = "KAY104";
    public const string NoRoot = "KAY105";
    public const string MissingTemplate = "KAY106";
    public const string UnresolvedAddress = "KAY107";
    public const string Cycle = "KAY108";
    public const string TooManyStacks = "KAY109";
}
