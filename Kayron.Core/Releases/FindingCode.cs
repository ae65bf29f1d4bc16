namespace Kayron.Core.Releases;

/// <summary>Codes of lint findings. They are a contract: scripts filter by them, so a code is never given to another rule. Explained one by one in docs/lint.md.</summary>
public static class FindingCode
{
    public const string UnreadableText = "KAY001";
    public const string TooLarge = "KAY002";
    public const string YamlSyntax = "KAY003";
    public const string Tab = "KAY004";
    public const string Alias = "KAY005";
    public const string TooDeep = "KAY006";
    public const string SecondDocument = "KAY007";
    public const string DuplicateKey = "KAY008";
    public const string UnknownKey = "KAY009";
    public const string WrongKind = "KAY010";
    public const string EmptyFile = "KAY011";
    public const string MissingGitHub = "KAY012";
    public const string InvalidGitHub = "KAY013";
    public const string MissingArtifact = "KAY014";
    public const string TwoArtifacts = "KAY015";
    public const string InvalidDocker = "KAY016";
    public const string InvalidProvider = "KAY017";
    public const string MissingDeploy = "KAY018";
    public const string TwoStrategies = "KAY019";
    public const string InvalidBranch = "KAY020";
    public const string InvalidRelease = "KAY021";
    public const string InvalidSuspend = "KAY022";
    public const string InvalidPreview = "KAY023";
    public const string DuplicateName = "KAY024";
    public const string DuplicateParameter = "KAY025";
    public const string InvalidParameter = "KAY026";
    public const string MissingProvider = "KAY027";
    public const string TwoProviders = "KAY028";
    public const string NoDefinitions = "KAY029";
    public const string NoFolders = "KAY030";
    public const string TooManyFindings = "KAY031";
}
