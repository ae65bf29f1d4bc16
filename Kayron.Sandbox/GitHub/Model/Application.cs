namespace Kayron.Sandbox.GitHub.Model;

/// <summary>A GitHub App with one installation, in the organisation.</summary>
/// <param name="PublicKey">PEM text; what the App signs is verified with it.</param>
/// <param name="TokenSeconds">How long its tokens are valid: an hour at GitHub.</param>
public sealed record Application(long Id, long InstallationId, string PublicKey, int TokenSeconds)
{
    public const string Slug = "kayron";

    /// <summary>The account its tokens act as. All its tokens share one hourly allowance.</summary>
    public Person Account => new($"{Slug}[bot]", "Kayron", $"installation {InstallationId}", IsMachine: true);
}
