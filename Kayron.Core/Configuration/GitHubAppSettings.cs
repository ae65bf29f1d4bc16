namespace Kayron.Core.Configuration;

/// <summary>A GitHub App, installed in an organisation, in place of a person's token.</summary>
/// <param name="Id">The App's id or client id.</param>
/// <param name="PrivateKey">PEM text of an RSA key.</param>
public sealed record GitHubAppSettings(string Id, long InstallationId, string PrivateKey)
{
    /// <summary>Without the key: what is written somewhere by mistake must not hold it.</summary>
    public override string ToString() => $"App {Id}, installation {InstallationId}";
}
