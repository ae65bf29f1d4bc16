namespace Kayron.Core.Configuration;

/// <summary>Something in the configuration that must be mended before Kayron starts.</summary>
/// <param name="Key">In full, with the short variable where there is one: <c>Kayron:GitHub:Token (KAYRON_GITHUB_TOKEN)</c>.</param>
/// <param name="Message">What is wrong with it, to be read after the key; never the value of a secret.</param>
public sealed record SettingsProblem(string Key, string Message)
{
    public override string ToString() => $"{Key} {Message}";
}

/// <summary>What came of reading the configuration.</summary>
public abstract record SettingsResult
{
    private SettingsResult() { }

    public sealed record Valid(KayronSettings Settings) : SettingsResult;

    /// <param name="Problems">All of them, in the order of their keys.</param>
    public sealed record Invalid(IReadOnlyList<SettingsProblem> Problems) : SettingsResult;
}
