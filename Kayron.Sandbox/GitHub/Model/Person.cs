namespace Kayron.Sandbox.GitHub.Model;

/// <summary>Somebody with an account at the sandbox's GitHub.</summary>
/// <param name="Token">What this person's clients authenticate with.</param>
/// <param name="CanWrite">Whether the token may change anything; a token that may not is answered 403.</param>
public sealed record Person(string Login, string Name, string Token, bool CanWrite = true, bool IsMachine = false)
{
    public string Email => $"{Login}@users.noreply.github.test";

    /// <summary>GitHub's numeric id; the same login has the same one in every sandbox.</summary>
    public long Id => Login.Aggregate(7L, (id, letter) => ((id * 31) + letter) % 100_000_000);
}
