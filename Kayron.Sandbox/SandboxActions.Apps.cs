using System.Security.Cryptography;
using Kayron.Sandbox.Actions;
using Kayron.Sandbox.GitHub.Model;

namespace Kayron.Sandbox;

public sealed partial class SandboxActions
{
    /// <summary>Registers a GitHub App and its installation.</summary>
    /// <param name="publicKey">PEM text; of the private key, too, the public part alone is kept.</param>
    /// <param name="seconds">How long its tokens are valid.</param>
    public void RegisterApp(long id, long installation, string publicKey, int seconds = 3600)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(publicKey);
            gitHub.Register(new Application(id, installation, key.ExportSubjectPublicKeyInfoPem(), seconds));
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            throw new ActionInputException("publicKey", "publicKey must be an RSA key in PEM form.");
        }
    }

    /// <summary>Ends the tokens of every App before their time.</summary>
    public void RevokeAppTokens() => gitHub.Applications.Revoke();
}
